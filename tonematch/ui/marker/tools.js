// The buttons above the photo. They stay the same elements, so that the keyboard's focus stays on them.

class Toolbar {
  constructor(root, marker) {
    this.root = root;
    this.marker = marker;
    this.built = "";
    this.buttons = new Map();
  }

  show({ groups, texts }) {
    const plan = JSON.stringify([groups, texts]);
    if (plan !== this.built) this.build(groups, texts);
    this.built = plan;
    this.refresh();
  }

  build(groups, texts) {
    this.buttons.clear();
    const tools = groups.flatMap((group) => group.tools);
    const rows = (tools.length > 1 ? groups : []).map((group) => {
      return this.group(group.label, group.tools.map((tool) => this.tool(tool)));
    });
    if (tools.some((tool) => tool.kind === "brush")) rows.push(this.group(texts.size, this.brushSize(texts)));
    if (groups.length) {
      const history = [["undo", -1], ["redo", 1]].map(([name, by]) =>
        this.button(name, texts[name], () => this.marker.step(by)),
      );
      history.push(this.button("over", texts.over, () => this.marker.doAtOnce("over")));
      rows.push(this.group(tools.length > 1 ? texts.history : "", history, texts.history));
    }
    this.root.querySelector(".tools").replaceChildren(...rows);
    const zoom = [["zoomIn", "+", 1], ["zoomOut", "\u2212", -1], ["whole", "\u2922", 0], ["move", "\u2725", null]];
    const zooming = zoom.map(([name, sign, way]) => {
      const made = this.button(name, sign, () => this.marker.zoom(way));
      made.title = texts[name];
      made.setAttribute("aria-label", texts[name]);
      return made;
    });
    this.root.querySelector(".zoom").replaceChildren(...(groups.length ? zooming : []));
  }

  group(label, buttons, spoken = label) {
    const made = document.createElement("div");
    made.className = "group";
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", spoken);
    if (label) {
      const name = document.createElement("span");
      name.className = "name";
      name.textContent = label;
      made.append(name);
    }
    const row = document.createElement("div");
    row.className = "row";
    row.append(...buttons);
    made.append(row);
    return made;
  }

  tool({ name, label, kind }) {
    return this.button(name, label, () => (kind === "at once" ? this.marker.doAtOnce(name) : this.marker.choose(name)));
  }

  brushSize(texts) {
    const size = document.createElement("span");
    size.className = "size";
    size.append(document.createElement("span"));
    const sizing = [["smaller", "\u2212", -1], ["larger", "+", 1]].map(([name, sign, by]) => {
      const made = this.button(name, sign, () => this.marker.resizeBrush(by));
      made.setAttribute("aria-label", texts[name]);
      made.title = texts[name];
      return made;
    });
    this.dot = size.firstChild;
    return [sizing[0], size, sizing[1]];
  }

  button(name, label, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", () => made.getAttribute("aria-disabled") !== "true" && action());
    this.buttons.set(name, made);
    return made;
  }

  refresh() {
    const { log, view, brushPx, tool, kinds, points } = this.marker;
    for (const [name, made] of this.buttons) {
      if (kinds.has(name) && kinds.get(name) !== "at once") {
        made.setAttribute("aria-pressed", String(name === tool));
      }
    }
    const off = {
      undo: log.at === 0 && !points.length,
      redo: log.at === log.gestures.length,
      over: log.live.length === 0,
      band: !log.has("compare"),
      zoomIn: view.zoom >= LARGEST_ZOOM,
      zoomOut: view.zoom <= 1,
      whole: view.zoom <= 1,
      move: view.zoom <= 1,
    };
    for (const [name, isOff] of Object.entries(off)) this.buttons.get(name)?.setAttribute("aria-disabled", isOff);
    this.buttons.get("move")?.setAttribute("aria-pressed", String(this.marker.moving));
    for (const name of ["zoomOut", "whole", "move"]) {
      const made = this.buttons.get(name);
      if (made) made.hidden = off[name];
    }
    if (this.dot) this.dot.style.width = this.dot.style.height = `${Math.min(2 * brushPx, 40)}px`;
  }
}
