// A window that shows what lies under the finger, enlarged.

const LOUPE_TIMES = 5;

class Loupe {
  constructor(glass) {
    this.glass = glass;
    this.photo = glass.querySelector("img");
    this.lines = glass.querySelector("svg");
  }

  show(picture) {
    if (this.photo.src !== picture) this.photo.src = picture;
  }

  // Looks at a place of the photo, with the lines drawn there; without a place it is put away.
  look(place, view, shapes) {
    this.glass.hidden = !place;
    if (!place) return;
    const frame = view.stage.getBoundingClientRect();
    const sheet = view.sheet.getBoundingClientRect();
    const { clientX, clientY } = view.screen(place);
    this.glass.dataset.across = clientX > frame.left + frame.width / 2 ? "left" : "right";
    this.glass.dataset.down = clientY > frame.top + frame.height / 2 ? "top" : "bottom";
    const side = this.glass.clientWidth;
    const [x, y] = place;
    const wide = sheet.width * LOUPE_TIMES;
    const high = sheet.height * LOUPE_TIMES;
    const { style } = this.photo;
    [style.width, style.height] = [`${wide}px`, `${high}px`];
    style.left = `${side / 2 - (x / view.width) * wide}px`;
    style.top = `${side / 2 - (y / view.height) * high}px`;
    const reach = (side / wide) * view.width;
    this.lines.setAttribute("viewBox", `${x - reach / 2} ${y - reach / 2} ${reach} ${reach}`);
    this.lines.replaceChildren(...shapes.map((shape) => shape.cloneNode()));
  }
}
