// Marks on a photo, in pixels of the full-size photo. All that is shown comes in `data`; nothing is built from text.
// marker.py puts the files marker_*.js before this one.

const GRAB_PX = 22; // half of a 44 px target
const SMALLEST_BOX_PX = 6;
const STEP_PX = 12;
const FINE_PX = 1;
const BRUSHES_PX = [3, 5, 8, 12, 18, 27, 40, 60];
const FIRST_BRUSH = 4;
const LINE_TOLERANCE_PX = 0.7;
const SMALLEST_OUTLINE_PX = 200; // in square pixels of the screen
const NUDGE_ENDS_MS = 500; // without another press of an arrow

const markers = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  if (!markers.has(root)) markers.set(root, new Marker(root));
  markers.get(root).update(component.data, component.setStateValue);
}

class Marker {
  constructor(root) {
    this.find = (name) => root.querySelector(name);
    this.stage = this.find(".stage");
    this.log = new Log();
    this.view = new View(this.stage, this.find(".sheet"));
    this.drawing = new Drawing(this.find(".lines"));
    this.toolbar = new Toolbar(root, this);
    this.handles = new Handles(this.find(".handles"));
    this.loupe = new Loupe(this.find(".loupe"));
    this.brush = FIRST_BRUSH;
    this.moving = false;
    this.points = []; // of the gesture at hand
    this.cursor = null;
    this.hover = null;
    listen(this.stage, this);
    new ResizeObserver(() => this.data && this.draw()).observe(this.stage);
    window.addEventListener("resize", () => this.view.fit());
  }

  update(data, send) {
    [this.data, this.send] = [data, send];
    this.kinds = new Map([...data.groups, ...data.more].flatMap((group) => group.tools.map((tool) => [tool.name, tool.kind])));
    this.log.adopt(data.marking);
    if (!this.kinds.has(this.tool)) this.tool = this.kinds.keys().next().value;
    this.view.resize(data.width, data.height);
    const [photo, regions] = [this.find(".photo"), this.find(".regions")];
    if (data.atTop && photo.src !== data.picture) this.view.pageOf?.scrollTo(0, 0);
    if (photo.src !== data.picture) photo.src = data.picture;
    this.loupe.show(data.picture);
    photo.alt = data.description;
    regions.hidden = !data.regions;
    if (data.regions) regions.src = data.regions;
    this.stage.setAttribute("aria-label", data.description);
    const hasCorners = Boolean(data.corners);
    this.stage.tabIndex = this.kinds.size && !hasCorners ? 0 : -1;
    this.stage.setAttribute("role", hasCorners ? "group" : this.kinds.size ? "application" : "presentation");
    this.handles.show(data.corners, data.texts.handle);
    this.find(".lines").setAttribute("viewBox", `0 0 ${data.width} ${data.height}`);
    drawLegend(this.find(".legend"), data.legend);
    this.toolbar.show(data);
    this.choose(this.tool);
    this.view.fit();
  }

  get kind() {
    return this.kinds.get(this.tool);
  }

  get needed() {
    return { point: 1, place: 1, box: 2, corners: 4 }[this.kind];
  }

  get isLine() {
    return ["brush", "line", "outline"].includes(this.kind);
  }

  // Where the corners are: as dragged, else where the page put them.
  get corners() {
    if (this.kind === "corners" && this.points.length) return this.points;
    return this.log.base?.points ?? this.data.corners?.start ?? [];
  }

  get brushPx() {
    return BRUSHES_PX[this.brush];
  }

  get radius() {
    return Math.max(0.5, Math.round(this.brushPx * this.view.pixel * 10) / 10);
  }

  choose(tool) {
    if (tool !== this.tool) this.cancel();
    this.tool = tool;
    this.stage.dataset.kind = this.moving ? "move" : (this.kind ?? "");
    this.stage.dataset.zoomed = this.view.zoom > 1;
    this.find(".help").textContent = this.kinds.size ? this.data.texts[`help_${this.kind}`] : "";
    this.refresh();
  }

  refresh() {
    this.toolbar.refresh();
    this.draw();
  }

  // The gesture at hand begins, goes on, ends, or is given up.
  begin(at) {
    if (this.kind === "corners") this.grab(at);
    else if (this.kind === "box") [this.points, this.grabbed] = [[at, at], 1];
    else [this.points, this.grabbed] = [[at], 0];
    this.draw();
  }

  // Takes hold of the nearest corner. One that was hit keeps its place under the finger, any other jumps there.
  grab(at) {
    const points = [...this.corners];
    const off = points.map((corner) => distance(corner, at));
    this.grabbed = off.indexOf(Math.min(...off));
    const held = points[this.grabbed];
    this.grip = off[this.grabbed] < GRAB_PX * this.view.pixel ? [held[0] - at[0], held[1] - at[1]] : [0, 0];
    points[this.grabbed] = this.view.inside([at[0] + this.grip[0], at[1] + this.grip[1]]);
    this.points = points;
    this.handles.focus(this.grabbed);
  }

  // Moves a corner by keyboard; a row of presses is one gesture.
  nudge(index, way, step) {
    const points = [...this.corners];
    const reach = step * this.view.pixel;
    points[index] = this.view.inside([points[index][0] + way[0] * reach, points[index][1] + way[1] * reach]);
    [this.points, this.grabbed] = [points, index];
    this.view.show(points[index]);
    this.tell(this.data.texts.cursor, points[index]);
    clearTimeout(this.nudging);
    this.nudging = setTimeout(() => this.grabbed === index && this.end(), NUDGE_ENDS_MS);
    this.draw();
  }

  // The corners stay, their names go around.
  turn() {
    const points = this.corners;
    if (points.length === 4) this.finish([...points.slice(1), points[0]], this.data.texts.turned);
  }

  extend(at) {
    if (this.grabbed === null || !this.points.length) return;
    if (this.kind === "corners") at = this.view.inside([at[0] + this.grip[0], at[1] + this.grip[1]]);
    if (!this.isLine) this.points[this.grabbed] = at;
    else if (distance(this.points.at(-1), at) > this.view.pixel) this.points.push(at);
    this.draw();
  }

  end() {
    const placed = this.grabbed ?? this.points.length - 1;
    this.grabbed = null;
    if (!this.points.length) return;
    if (this.kind === "box" && distance(...this.points) < SMALLEST_BOX_PX * this.view.pixel) this.cancel();
    else if (this.kind === "outline" && area(this.points) < SMALLEST_OUTLINE_PX * this.view.pixel ** 2) {
      this.cancel();
      this.tell(this.data.texts.tooSmall);
    }
    else if (this.isLine) this.finish(simplified(this.points, LINE_TOLERANCE_PX * this.view.pixel), this.data.texts.drawn);
    else {
      this.tell(this.data.texts.placed, this.points[placed], placed + 1);
      if (this.points.length === this.needed) this.finish(this.points);
      if (this.kind === "place") this.choose(this.log.notYet(this.kinds) ?? this.tool);
    }
    this.refresh();
  }

  finish(points, said) {
    clearTimeout(this.nudging);
    this.points = [];
    this.grabbed = null;
    this.push({ tool: this.tool, points, radius_px: this.kind === "brush" ? this.radius : 0 }, said);
  }

  cancel() {
    clearTimeout(this.nudging);
    this.points = [];
    this.grabbed = null;
    this.painting = false;
    if (this.data) this.draw();
  }

  push(gesture, said = "") {
    const done = this.log.push(gesture);
    if (said || !done) this.tell(done ? said : this.data.texts.full);
    if (done) this.settle();
  }

  doAtOnce(tool) {
    this.cancel();
    this.push({ tool, points: [], radius_px: 0 }, this.data.texts.cleared);
  }

  step(by) {
    if (by < 0 && this.points.length) {
      this.cancel();
      this.tell(this.data.texts.undone);
      this.refresh();
      return;
    }
    this.cancel();
    if (!this.log.step(by)) return;
    this.tell(this.data.texts[by < 0 ? "undone" : "redone"]);
    this.settle();
  }

  settle() {
    this.send("marking", this.log.sent);
    this.refresh();
  }

  resizeBrush(by) {
    this.brush = Math.min(BRUSHES_PX.length - 1, Math.max(0, this.brush + by));
    this.tell(this.data.texts.brush.replace("{size}", 2 * this.brushPx));
    this.refresh();
  }

  zoom(way) {
    if (way === null) this.moving = !this.moving;
    else if (way === 0) this.view.whole();
    else this.zoomBy(ZOOM_STEP ** way, this.cursor ?? middle(this.log.base?.points));
    this.afterZoom();
  }

  // Zooms about a place of the photo, or about its middle.
  zoomBy(factor, place) {
    this.view.zoomBy(factor, place ? this.view.screen(place) : undefined);
    this.afterZoom();
  }

  afterZoom() {
    if (this.view.zoom <= 1) this.moving = false;
    this.choose(this.tool);
  }

  tell(text, [x, y] = [0, 0], n = 1) {
    const words = text.replace("{x}", Math.round(x)).replace("{y}", Math.round(y));
    this.find(".spoken").textContent = words.replace("{n}", n).replace("{all}", this.needed);
  }

  draw() {
    const { drawing, log, view, data } = this;
    drawing.begin(view.pixel);
    if (data.chart.length && !data.corners) drawing.both(ring(data.chart), "chart");
    for (const stroke of log.waiting) if (stroke.radius_px) drawing.stroke(stroke);
    if (data.failed) drawing.base(data.failed.kind, data.failed.points, "failed");
    const { base } = log;
    if (data.corners) drawing.chart(this.corners, data.corners.lattice);
    else if (this.kind === "place") {
      [...this.kinds.keys()].forEach((tool, at) => log.last(tool) && drawing.place(at, log.last(tool).points[0]));
    } else if (base && !(this.points.length && !(this.kind === "brush")) && this.isSeen(base)) {
      drawing.base(this.kindOf(base.tool), base.points);
    }
    if (this.points.length && this.kind === "brush") {
      drawing.stroke({ tool: this.tool, points: this.points, radius_px: this.radius });
    } else if (!data.corners) drawing.base(this.kind, this.points);
    const at = this.cursor ?? this.hover;
    if (at && this.kind === "brush" && !this.moving) drawing.brush(at, this.radius, this.tool);
    if (this.cursor) drawing.both(cross(this.cursor, 14 * view.pixel), "cursor");
    drawing.end();
    this.handles.place(this.corners, view, this.grabbed);
    const held = this.kind === "corners" && this.grabbed !== null && this.points[this.grabbed];
    this.loupe.look(held, view, drawing.shapes);
  }

  // An outline is drawn until the patch is shown that it stands for.
  isSeen(base) {
    return this.kindOf(base.tool) !== "outline" || this.log.waiting.includes(base);
  }

  kindOf(tool) {
    return this.kinds.get(tool) ?? "point";
  }
}
