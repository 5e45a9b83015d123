// The corners of the chart as things to take hold of: dragged on the stage, or steered by keyboard one by one.

class Handles {
  constructor(holder) {
    this.holder = holder;
    this.made = [];
    this.built = "";
  }

  show(corners, spoken) {
    const names = corners?.names ?? [];
    const plan = JSON.stringify([names, spoken]);
    if (plan === this.built) return;
    [this.built, this.spoken, this.names] = [plan, spoken, names];
    this.made = names.map((name) => {
      const handle = document.createElement("button");
      handle.type = "button";
      handle.className = "handle";
      const label = document.createElement("span");
      label.textContent = name;
      handle.append(label);
      return handle;
    });
    this.holder.replaceChildren(...this.made);
  }

  // Lies over the corners; each name stands on the side away from the chart, unless that is outside the photo.
  place(corners, view, grabbed) {
    if (corners.length !== this.made.length || !this.made.length) return;
    const centre = middle(corners);
    this.made.forEach((handle, index) => {
      const [x, y] = corners[index];
      handle.style.left = `${(100 * x) / view.width}%`;
      handle.style.top = `${(100 * y) / view.height}%`;
      const isLeft = x < centre[0] ? x > view.width / 4 : x > (3 * view.width) / 4;
      handle.dataset.across = isLeft ? "left" : "right";
      handle.dataset.down = y < centre[1] ? "above" : "below";
      handle.dataset.held = grabbed === index;
      const where = this.spoken.replace("{x}", Math.round(x)).replace("{y}", Math.round(y));
      handle.setAttribute("aria-label", where.replace("{name}", this.names[index]));
    });
  }

  focus(index) {
    this.made[index]?.focus({ preventScroll: true });
  }

  indexOf(element) {
    return this.made.indexOf(element);
  }
}
