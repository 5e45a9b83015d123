// Marks on a photo, in pixels of the full-size photo. All that is shown comes in `data`; nothing is built from text.

const SVG = "http://www.w3.org/2000/svg";
const GRAB_PX = 22; // half of a 44 px target
const SMALLEST_BOX_PX = 6;
const STEP_PX = 12;

const markers = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  if (!markers.has(root)) markers.set(root, new Marker(root));
  markers.get(root).show(component.data, component.setStateValue);
}

class Marker {
  constructor(root) {
    this.find = (name) => root.querySelector(name);
    this.stage = this.find(".stage");
    this.points = [];
    this.cursor = null;
    this.grabbed = null;
    this.drawnRegions = null;
    this.stage.addEventListener("pointerdown", (event) => this.press(event));
    this.stage.addEventListener("pointermove", (event) => this.move(event));
    this.stage.addEventListener("pointerup", (event) => this.release(event));
    this.stage.addEventListener("pointercancel", () => (this.grabbed = null));
    this.stage.addEventListener("keydown", (event) => this.type(event));
    this.stage.addEventListener("blur", () => this.draw((this.cursor = null)));
  }

  show(data, send) {
    const isNew = this.data?.photo !== data.photo;
    const before = JSON.stringify(this.data?.mark ?? null);
    this.data = data;
    this.send = send;
    if (isNew || before !== JSON.stringify(data.mark)) {
      this.points = (data.mark?.points ?? []).map((point) => [...point]);
      if (data.mark) this.tool = data.mark.tool;
    }
    if (!data.tools.some((tool) => tool.name === this.tool)) this.tool = data.tools[0]?.name;
    const photo = this.find(".photo");
    if (photo.src !== data.picture) photo.src = data.picture;
    photo.width = data.width;
    photo.height = data.height;
    photo.alt = data.description;
    this.stage.setAttribute("aria-label", data.description);
    this.stage.tabIndex = data.tools.length ? 0 : -1;
    this.stage.setAttribute("role", data.tools.length ? "application" : "presentation");
    this.find(".lines").setAttribute("viewBox", `0 0 ${data.width} ${data.height}`);
    this.drawTools();
    this.drawLegend();
    this.drawRegions();
    this.draw();
  }

  get needed() {
    return this.data.tools.find((tool) => tool.name === this.tool)?.points ?? 0;
  }

  place(event) {
    const frame = this.stage.getBoundingClientRect();
    const x = ((event.clientX - frame.left) / frame.width) * this.data.width;
    const y = ((event.clientY - frame.top) / frame.height) * this.data.height;
    return this.inside([x, y]);
  }

  inside([x, y]) {
    const clamp = (value, top) => Math.min(Math.max(Math.round(value * 10) / 10, 0), top - 1);
    return [clamp(x, this.data.width), clamp(y, this.data.height)];
  }

  get pixel() {
    return this.data.width / this.stage.getBoundingClientRect().width;
  }

  press(event) {
    if (!this.needed || event.button > 0) return;
    event.preventDefault();
    this.stage.focus({ preventScroll: true });
    this.stage.setPointerCapture(event.pointerId);
    const at = this.place(event);
    const near = this.points.findIndex((point) => distance(point, at) < GRAB_PX * this.pixel);
    if (this.tool === "box") {
      this.points = [at, at];
      this.grabbed = 1;
    } else if (this.tool === "corners" && near >= 0) {
      this.grabbed = near;
    } else {
      if (this.points.length >= this.needed) this.points = [];
      this.points.push(at);
      this.grabbed = this.points.length - 1;
    }
    this.cursor = null;
    this.draw();
  }

  move(event) {
    if (this.grabbed === null) return;
    this.points[this.grabbed] = this.place(event);
    this.draw();
  }

  release(event) {
    if (this.grabbed === null) return;
    this.points[this.grabbed] = this.place(event);
    const placed = this.grabbed;
    this.grabbed = null;
    if (this.tool === "box" && distance(...this.points) < SMALLEST_BOX_PX * this.pixel) this.points = [];
    else this.tellPlaced(placed);
    this.settle();
  }

  type(event) {
    if (!this.needed) return;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way) {
      const step = (event.shiftKey ? 1 : STEP_PX) * this.pixel;
      const [x, y] = this.cursor ?? [this.data.width / 2, this.data.height / 2];
      this.cursor = this.inside([x + way[0] * step, y + way[1] * step]);
      this.say(this.data.texts.cursor, this.cursor);
    } else if ((event.key === "Enter" || event.key === " ") && this.cursor) {
      if (this.points.length >= this.needed) this.points = [];
      this.points.push(this.cursor);
      this.tellPlaced(this.points.length - 1);
      this.settle();
    } else if (event.key === "Escape") {
      this.clear();
    } else return;
    event.preventDefault();
    this.draw();
  }

  clear() {
    this.points = [];
    this.cursor = null;
    this.find(".spoken").textContent = this.data.texts.cleared;
    this.draw();
  }

  settle() {
    this.draw();
    if (this.points.length === this.needed) this.send("mark", { tool: this.tool, points: this.points });
  }

  tellPlaced(index) {
    this.say(this.data.texts.placed, this.points[index], index + 1);
  }

  say(text, [x, y], n = 1) {
    const words = text.replace("{x}", Math.round(x)).replace("{y}", Math.round(y));
    this.find(".spoken").textContent = words.replace("{n}", n).replace("{all}", this.needed);
  }

  choose(tool) {
    this.tool = tool;
    this.points = [];
    this.cursor = null;
    this.drawTools();
    this.draw();
  }

  drawTools() {
    const { tools, texts } = this.data;
    const button = (label, action) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = label;
      made.addEventListener("click", action);
      return made;
    };
    const buttons = (tools.length > 1 ? tools : []).map((tool) => {
      const made = button(tool.label, () => this.choose(tool.name));
      made.setAttribute("aria-pressed", String(tool.name === this.tool));
      return made;
    });
    if (tools.length) buttons.push(button(texts.clear, () => this.clear()));
    this.find(".tools").replaceChildren(...buttons);
    this.find(".help").textContent = tools.length ? texts[`help_${this.tool}`] ?? texts.help_point : "";
    this.stage.dataset.tool = this.tool ?? "";
  }

  drawLegend() {
    const entries = this.data.legend.map(({ kind, text }) => {
      const entry = document.createElement("li");
      const key = document.createElement("span");
      key.className = `key ${kind}`;
      entry.append(key, text);
      return entry;
    });
    this.find(".legend").replaceChildren(...entries);
  }

  draw() {
    const shapes = [];
    const path = (d, name) => {
      const made = document.createElementNS(SVG, "path");
      made.setAttribute("d", d);
      made.setAttribute("class", name);
      shapes.push(made);
    };
    const both = (d, name) => (path(d, `${name} casing`), path(d, name));
    const ring = (points, end = "Z") => `M${points.map((point) => point.join(" ")).join("L")}${end}`;
    if (this.data.chart.length) both(ring(this.data.chart), "chart");
    const points = this.points;
    if (this.tool === "box" && points.length === 2) {
      const [[left, top], [right, bottom]] = points;
      both(ring([[left, top], [right, top], [right, bottom], [left, bottom]]), "box");
    } else {
      if (this.tool === "corners" && points.length > 1) both(ring(points, points.length === 4 ? "Z" : ""), "chart");
      for (const [x, y] of points) both(`M${x} ${y}h0.01`, "point");
    }
    if (this.cursor) {
      const [x, y] = this.cursor;
      const arm = 14 * this.pixel;
      both(`M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`, "cursor");
    }
    this.find(".lines").replaceChildren(...shapes);
  }

  drawRegions() {
    const canvas = this.find(".regions");
    if (this.drawnRegions === this.data.regions) return;
    this.drawnRegions = this.data.regions;
    canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
    if (!this.data.regions) return;
    const picture = new Image();
    picture.addEventListener("load", () => {
      if (picture.src === this.drawnRegions) paintRegions(canvas, picture);
    });
    picture.src = this.data.regions;
  }
}

function distance([x0, y0], [x1, y1]) {
  return Math.hypot(x1 - x0, y1 - y0);
}

function paintRegions(canvas, picture) {
  const { naturalWidth: width, naturalHeight: height } = picture;
  canvas.width = width;
  canvas.height = height;
  const regions = pixelsOf(picture);
  const isAt = (x, y, low, high) => {
    const grey = regions[4 * (y * width + x)];
    return grey >= low && grey <= high;
  };
  const unit = Math.max(width, height) / 800;
  const paper = canvas.getContext("2d");
  for (const [reach, colour] of [[3.2 * unit, "#000"], [2.2 * unit, "#fff"]]) {
    const shape = silhouette(width, height, (x, y) => isAt(x, y, 200, 255), colour);
    for (let turn = 0; turn < 24; turn += 1) {
      const angle = (turn * Math.PI) / 12;
      paper.drawImage(shape, reach * Math.cos(angle), reach * Math.sin(angle));
    }
  }
  paper.globalCompositeOperation = "destination-out";
  paper.drawImage(silhouette(width, height, (x, y) => isAt(x, y, 200, 255), "#000"), 0, 0);
  paper.globalCompositeOperation = "source-over";
  const gap = Math.round(10 * unit);
  for (let row = 0, y = gap; y < height; row += 1, y += gap) {
    for (let x = gap + (row % 2) * Math.round(gap / 2); x < width; x += gap) {
      if (!isAt(x, y, 64, 199)) continue;
      dot(paper, x, y, 2.7 * unit, "#000");
      dot(paper, x, y, 1.9 * unit, "#56c8ff");
    }
  }
}

function pixelsOf(picture) {
  const sheet = document.createElement("canvas");
  sheet.width = picture.naturalWidth;
  sheet.height = picture.naturalHeight;
  const paper = sheet.getContext("2d", { willReadFrequently: true });
  paper.drawImage(picture, 0, 0);
  return paper.getImageData(0, 0, sheet.width, sheet.height).data;
}

function silhouette(width, height, isIn, colour) {
  const sheet = document.createElement("canvas");
  sheet.width = width;
  sheet.height = height;
  const paper = sheet.getContext("2d");
  const picture = paper.createImageData(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) if (isIn(x, y)) picture.data[4 * (y * width + x) + 3] = 255;
  }
  paper.putImageData(picture, 0, 0);
  paper.globalCompositeOperation = "source-in";
  paper.fillStyle = colour;
  paper.fillRect(0, 0, width, height);
  return sheet;
}

function dot(paper, x, y, radius, colour) {
  paper.fillStyle = colour;
  paper.beginPath();
  paper.arc(x, y, radius, 0, 2 * Math.PI);
  paper.fill();
}
