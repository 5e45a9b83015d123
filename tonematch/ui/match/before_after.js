// A divider between two pictures of one place. All that is shown comes in `data`; nothing is built from text.

const STEP = 2; // percent of the width
const LEAP = 10;
const MIDDLE = 50;
const STEPS = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP, PageDown: -LEAP, PageUp: LEAP };

const dividers = new WeakMap();

export default function ({ parentElement, data }) {
  if (!dividers.has(parentElement)) dividers.set(parentElement, new Divider(parentElement));
  dividers.get(parentElement).show(data);
}

class Divider {
  constructor(root) {
    this.find = (name) => root.querySelector(name);
    this.frame = this.find(".frame");
    this.handle = this.find(".handle");
    this.at = MIDDLE;
    this.frame.addEventListener("pointerdown", (event) => this.grab(event));
    this.frame.addEventListener("pointermove", (event) => this.held === event.pointerId && this.follow(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.frame.addEventListener(end, (event) => {
        if (this.held === event.pointerId) this.held = null;
      });
    }
    this.handle.addEventListener("keydown", (event) => this.press(event));
  }

  show({ before, after, texts }) {
    this.texts = texts;
    for (const [name, picture, alt] of [
      [".before", before, texts.before_alt],
      [".after", after, texts.after_alt],
    ]) {
      const image = this.find(name);
      if (image.src !== picture) image.src = picture;
      image.alt = alt;
    }
    this.find(".left").textContent = texts.before;
    this.find(".right").textContent = texts.after;
    this.handle.setAttribute("aria-label", texts.label);
    this.move(this.at);
  }

  grab(event) {
    if (event.button > 0) return;
    this.held = event.pointerId;
    this.frame.setPointerCapture(event.pointerId);
    this.handle.focus({ preventScroll: true });
    this.follow(event);
    event.preventDefault();
  }

  follow(event) {
    const box = this.frame.getBoundingClientRect();
    this.move((100 * (event.clientX - box.left)) / box.width);
  }

  press(event) {
    if (event.key in STEPS) this.move(this.at + STEPS[event.key]);
    else if (event.key === "Home") this.move(0);
    else if (event.key === "End") this.move(100);
    else return;
    event.preventDefault();
  }

  move(to) {
    this.at = Math.min(100, Math.max(0, to));
    const whole = Math.round(this.at);
    this.frame.style.setProperty("--at", `${this.at}%`);
    this.handle.setAttribute("aria-valuenow", whole);
    this.handle.setAttribute("aria-valuetext", this.texts.value.replace("{at}", whole));
  }
}
