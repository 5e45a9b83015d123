// Mouse, pen, fingers and keys, turned to gestures of the marker.

const WHEEL_ZOOM = 0.01; // of a zoom step per pixel of a wheel's turn
const LINE_PX = 16; // what a wheel that counts lines turns by
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function listen(stage, marker) {
  const hands = new Hands(stage, marker);
  stage.addEventListener("pointerdown", (event) => hands.press(event));
  stage.addEventListener("pointermove", (event) => hands.move(event));
  stage.addEventListener("pointerup", (event) => hands.release(event));
  stage.addEventListener("pointercancel", (event) => hands.lose(event));
  stage.addEventListener("pointerleave", () => hands.leave());
  stage.addEventListener("wheel", (event) => hands.turn(event), { passive: false });
  stage.addEventListener("keydown", (event) => hands.type(event));
  stage.addEventListener("keyup", (event) => hands.unhold(event));
  stage.addEventListener("blur", () => hands.unfocus());
}

class Hands {
  constructor(stage, marker) {
    this.stage = stage;
    this.marker = marker;
    this.pressed = new Map(); // where each finger, pen or mouse is
    this.isView = false; // the fingers that are down move the view
    this.held = false;
  }

  press(event) {
    const { marker } = this;
    if (!marker.kinds.size || event.button === 2) return;
    event.preventDefault();
    if (this.stage.tabIndex >= 0) this.stage.focus({ preventScroll: true });
    this.stage.setPointerCapture(event.pointerId);
    this.pressed.set(event.pointerId, event);
    marker.cursor = null;
    marker.hover = null;
    if (this.pressed.size > 1 || marker.moving || event.button === 1) {
      this.isView = true;
      marker.cancel();
    }
    if (!this.isView) marker.begin(marker.view.place(event));
  }

  move(event) {
    const { marker } = this;
    const before = this.pressed.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "touch" || marker.kind !== "brush") return;
      [marker.hover, marker.cursor] = [marker.view.place(event), null];
      marker.draw();
      return;
    }
    if (this.isView) this.moveView(before, event);
    else {
      const trail = marker.isLine ? event.getCoalescedEvents?.() : [];
      for (const step of trail?.length ? trail : [event]) marker.extend(marker.view.place(step));
    }
    this.pressed.set(event.pointerId, event);
  }

  // One finger pans. With two, the one at rest holds its place while the other zooms, and half of any turn pans.
  moveView(before, after) {
    const { marker } = this;
    const other = [...this.pressed.values()].find((event) => event.pointerId !== after.pointerId);
    if (!other) {
      marker.view.panBy(after.clientX - before.clientX, after.clientY - before.clientY);
      marker.draw();
      return;
    }
    const apart = (event) => Math.max(1, Math.hypot(event.clientX - other.clientX, event.clientY - other.clientY));
    const factor = apart(after) / apart(before);
    const off = (axis) => after[axis] - other[axis] - factor * (before[axis] - other[axis]);
    marker.view.zoomBy(factor, other);
    marker.view.panBy(off("clientX") / 2, off("clientY") / 2);
    marker.afterZoom();
  }

  release(event) {
    if (!this.pressed.delete(event.pointerId)) return;
    if (!this.isView) {
      this.marker.extend(this.marker.view.place(event));
      this.marker.end();
    }
    if (!this.pressed.size) this.isView = false;
  }

  // The browser took the finger for scrolling the page.
  lose(event) {
    this.pressed.delete(event.pointerId);
    this.marker.cancel();
    if (!this.pressed.size) this.isView = false;
  }

  leave() {
    this.marker.hover = null;
    this.marker.draw();
  }

  // The wheel scrolls the page until the picture is in use; a whole picture cannot become smaller.
  turn(event) {
    const { view, kinds } = this.marker;
    const inUse = event.ctrlKey || this.stage.matches(":focus, :focus-within");
    if (!kinds.size || !inUse || (!event.ctrlKey && view.zoom <= 1 && event.deltaY > 0)) return;
    event.preventDefault();
    const turned = event.deltaY * (event.deltaMode ? LINE_PX : 1);
    view.zoomBy(ZOOM_STEP ** (-turned * WHEEL_ZOOM), event);
    this.marker.afterZoom();
  }

  type(event) {
    const { marker } = this;
    if (!marker.kinds.size) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const handle = marker.handles.indexOf(event.target);
    if (isCommand && event.key.toLowerCase() === "z") marker.step(event.shiftKey ? 1 : -1);
    else if (isCommand && event.key.toLowerCase() === "y") marker.step(1);
    else if (isCommand) return;
    else if (event.key in ARROWS) this.steer(ARROWS[event.key], event.shiftKey ? FINE_PX : STEP_PX, handle);
    else if (event.key === "Enter" || event.key === " ") this.set(event);
    else if (event.key === "[") marker.resizeBrush(-1);
    else if (event.key === "]") marker.resizeBrush(1);
    else if (event.key === "+") marker.zoom(1);
    else if (event.key === "-") marker.zoom(-1);
    else if (event.key === "Escape") marker.cancel();
    else return;
    event.preventDefault();
    marker.draw();
  }

  steer(way, step, handle) {
    const { marker } = this;
    const { view } = marker;
    if (marker.kind === "corners") {
      if (handle >= 0) marker.nudge(handle, way, step);
      return;
    }
    const [x, y] = marker.cursor ?? [view.width / 2, view.height / 2];
    const reach = step * view.pixel;
    marker.hover = null;
    marker.cursor = view.inside([x + way[0] * reach, y + way[1] * reach]);
    view.show(marker.cursor);
    if (marker.painting || (marker.kind === "box" && marker.points.length)) marker.extend(marker.cursor);
    this.moved = true;
    marker.tell(marker.data.texts.cursor, marker.cursor);
  }

  // Enter sets a point; with a brush it lowers it, and lifts it when pressed again or let go after painting.
  set(event) {
    const { marker } = this;
    if (marker.kind === "corners" && marker.points.length) marker.end();
    if (!marker.cursor || event.repeat) return;
    if (marker.isLine && marker.painting) {
      marker.painting = false;
      marker.end();
    } else if (marker.isLine) {
      marker.begin(marker.cursor);
      marker.painting = true;
      [this.held, this.moved] = [true, false];
      marker.tell(marker.data.texts.lowered);
    } else if (marker.kind === "box" && marker.points.length) {
      marker.points[1] = marker.cursor;
      marker.end();
    } else if (marker.kind === "box") {
      marker.begin(marker.cursor);
      marker.tell(marker.data.texts.placed, marker.cursor, 1);
    } else {
      marker.begin(marker.cursor);
      marker.end();
    }
  }

  unhold(event) {
    if (event.key !== "Enter" && event.key !== " ") return;
    const { marker } = this;
    if (this.held && this.moved && marker.painting) {
      marker.painting = false;
      marker.end();
    }
    this.held = false;
  }

  unfocus() {
    const { marker } = this;
    if (marker.painting) marker.end();
    marker.painting = false;
    marker.cursor = null;
    if (marker.data) marker.draw();
  }
}
