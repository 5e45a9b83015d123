// Draws on the photo, in the photo's own pixels.

const SVG = "http://www.w3.org/2000/svg";

function ring(points, end = "Z") {
  return `M${points.map((point) => point.join(" ")).join("L")}${end}`;
}

function rectangle([[left, top], [right, bottom]]) {
  return ring([[left, top], [right, top], [right, bottom], [left, bottom]]);
}

function cross([x, y], arm) {
  return `M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`;
}

function saltire([x, y], arm) {
  return `M${x - arm} ${y - arm}L${x + arm} ${y + arm}M${x - arm} ${y + arm}L${x + arm} ${y - arm}`;
}

function circle([x, y], radius) {
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
}

class Drawing {
  constructor(lines) {
    this.lines = lines;
  }

  begin(pixel) {
    this.shapes = [];
    this.pixel = pixel;
  }

  end() {
    this.lines.replaceChildren(...this.shapes);
  }

  path(d, name, width) {
    const made = document.createElementNS(SVG, "path");
    made.setAttribute("d", d);
    made.setAttribute("class", name);
    if (width) made.setAttribute("stroke-width", width);
    this.shapes.push(made);
  }

  both(d, name) {
    this.path(d, `${name} casing`);
    this.path(d, name);
  }

  // A base mark: what was pointed at, boxed or lined.
  base(kind, points, name = "") {
    if (!points.length) return;
    if (kind === "box" && points.length === 2) this.both(rectangle(points), `box ${name}`);
    else if (kind === "line" && points.length > 1) this.both(ring(points, ""), `line ${name}`);
    else if (kind === "outline" && points.length > 1) this.both(ring(points), `line ${name}`);
    else {
      for (const [x, y] of points) this.both(`M${x} ${y}h0.01`, `point ${name}`);
    }
  }

  // A place pointed at by name: a square, a ring, a saltire or a cross, in the order of their buttons.
  place(at, [x, y]) {
    const arm = 9 * this.pixel;
    const square = rectangle([[x - arm, y - arm], [x + arm, y + arm]]);
    this.both([square, circle([x, y], arm), saltire([x, y], arm), cross([x, y], arm)][at % 4], "place");
  }

  // The chart between four corners, with the patches where they have to lie.
  chart(corners, lattice) {
    if (corners.length !== 4) return;
    this.both(ring(corners), "chart");
    const lay = perspective(corners);
    for (const patch of lattice) this.both(ring(patch.map(lay)), "lattice");
  }

  stroke({ tool, points, radius_px }) {
    const line = points.length > 1 ? ring(points, "") : `M${points[0].join(" ")}h0.01`;
    this.path(line, `paint ${tool} rim`, 2 * radius_px + 3 * this.pixel);
    this.path(line, `paint ${tool}`, 2 * radius_px);
  }

  brush(at, radius, tool) {
    this.both(circle(at, radius), "brush");
    const arm = Math.min(6 * this.pixel, radius * 0.6);
    const [x, y] = at;
    this.both(tool === "remove" ? `M${x - arm} ${y}H${x + arm}` : cross(at, arm), "brush");
  }
}
