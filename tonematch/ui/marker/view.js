// Which part of the photo the stage shows, and how large.

const LARGEST_ZOOM = 8;
const ZOOM_STEP = 1.5;
const MARGIN_PX = 30;
const NARROW_PX = 1000; // below it the columns of a page lie one under the other
const MOST_OF_NARROW = 0.56;
const LEAST_OF_WINDOW = 0.45;

// The page's element that holds an element, outside of a shadow where it lies in one.
function hostOf(element) {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : element.parentElement;
}

class View {
  constructor(stage, sheet) {
    this.stage = stage;
    this.sheet = sheet;
    this.whole();
  }

  resize(width, height) {
    [this.width, this.height] = [width, height];
    this.stage.style.setProperty("--ratio", width / height);
  }

  // What scrolls.
  get pageOf() {
    return hostOf(this.stage)?.closest('[data-testid="stMain"]');
  }

  // Makes the stage as tall as the window leaves room for, so that the whole photo is seen at once.
  fit() {
    const top = this.stage.getBoundingClientRect().top + (this.pageOf?.scrollTop ?? window.scrollY);
    const most = window.innerWidth > NARROW_PX ? 1 : MOST_OF_NARROW;
    const room = Math.min(window.innerHeight - top - MARGIN_PX, most * window.innerHeight);
    const tall = Math.max(LEAST_OF_WINDOW * window.innerHeight, room);
    this.stage.style.setProperty("--tall", `${Math.round(tall)}px`);
  }

  whole() {
    [this.zoom, this.left, this.top] = [1, 0, 0];
    this.lay();
  }

  // Pixels of the photo per pixel of the screen.
  get pixel() {
    return this.width / (this.sheet.getBoundingClientRect().width || this.width);
  }

  place({ clientX, clientY }) {
    const frame = this.sheet.getBoundingClientRect();
    return this.inside([
      ((clientX - frame.left) / frame.width) * this.width,
      ((clientY - frame.top) / frame.height) * this.height,
    ]);
  }

  // Where a place of the photo is on the screen.
  screen([x, y]) {
    const frame = this.sheet.getBoundingClientRect();
    return {
      clientX: frame.left + (x / this.width) * frame.width,
      clientY: frame.top + (y / this.height) * frame.height,
    };
  }

  inside([x, y]) {
    const clamp = (value, top) => Math.min(Math.max(Math.round(value * 10) / 10, 0), top - 1);
    return [clamp(x, this.width), clamp(y, this.height)];
  }

  // Zooms by a factor and keeps what lies at (clientX, clientY) where it is; without a place, the middle.
  zoomBy(factor, at) {
    const frame = this.stage.getBoundingClientRect();
    const zoom = Math.min(LARGEST_ZOOM, Math.max(1, this.zoom * factor));
    const x = at ? (at.clientX - frame.left) / frame.width : 0.5;
    const y = at ? (at.clientY - frame.top) / frame.height : 0.5;
    this.left = x - ((x - this.left) * zoom) / this.zoom;
    this.top = y - ((y - this.top) * zoom) / this.zoom;
    this.zoom = zoom;
    this.lay();
  }

  panBy(acrossPx, downPx) {
    const frame = this.stage.getBoundingClientRect();
    this.left += acrossPx / frame.width;
    this.top += downPx / frame.height;
    this.lay();
  }

  // Brings a place of the photo into sight.
  show(place) {
    const [frame, at] = [this.stage.getBoundingClientRect(), this.screen(place)];
    const miss = (value, low, high) => Math.min(value - low - MARGIN_PX, 0) + Math.max(value + MARGIN_PX - high, 0);
    this.panBy(-miss(at.clientX, frame.left, frame.right), -miss(at.clientY, frame.top, frame.bottom));
  }

  // The place of the photo is kept in shares of the stage, so that it holds when the window changes.
  lay() {
    const within = (value) => Math.min(0, Math.max(value, 1 - this.zoom));
    [this.left, this.top] = [within(this.left), within(this.top)];
    const { style } = this.sheet;
    style.width = style.height = `${100 * this.zoom}%`;
    style.left = `${100 * this.left}%`;
    style.top = `${100 * this.top}%`;
  }
}
