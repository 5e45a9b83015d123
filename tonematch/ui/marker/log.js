// What was done on the photo, in its order: the page keeps it too, so undo outlives the page.

const MOST_GESTURES = 300;
const MOST_POINTS = 20000;

class Log {
  constructor() {
    this.gestures = [];
    this.at = 0;
    this.revision = 0;
    this.answered = 0; // gestures that the picture shows already
  }

  // Takes what the page says, unless more was drawn since it was asked.
  adopt({ gestures, at, revision }) {
    if (revision < this.revision) return;
    Object.assign(this, { gestures, at, revision, answered: at });
  }

  get live() {
    const inForce = this.gestures.slice(0, this.at);
    return inForce.slice(inForce.findLastIndex((gesture) => gesture.tool === "over") + 1);
  }

  get base() {
    return this.live.findLast((gesture) => gesture.radius_px === 0 && gesture.points.length > 0);
  }

  get waiting() {
    return this.gestures.slice(this.answered, this.at);
  }

  get points() {
    return this.gestures.reduce((sum, gesture) => sum + gesture.points.length, 0);
  }

  last(tool) {
    return this.live.findLast((gesture) => gesture.tool === tool);
  }

  // The first of the places that are pointed at by name which has not been pointed at.
  notYet(kinds) {
    return [...kinds.keys()].find((tool) => kinds.get(tool) === "place" && !this.has(tool));
  }

  has(tool) {
    return this.live.some((gesture) => gesture.tool === tool);
  }

  push(gesture) {
    const kept = this.gestures.slice(0, this.at);
    if (kept.length >= MOST_GESTURES || this.points + gesture.points.length > MOST_POINTS) return false;
    this.gestures = [...kept, gesture];
    this.answered = Math.min(this.answered, this.at);
    this.at += 1;
    this.revision += 1;
    return true;
  }

  step(by) {
    const to = this.at + by;
    if (to < 0 || to > this.gestures.length) return false;
    this.at = to;
    this.answered = Math.min(this.answered, to);
    this.revision += 1;
    return true;
  }

  get sent() {
    return { gestures: this.gestures, at: this.at, revision: this.revision };
  }
}
