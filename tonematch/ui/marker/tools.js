// The buttons above the photo. They stay the same elements, so that the keyboard's focus stays on them.

class Toolbar {
  constructor(root, marker) {
    this.root = root;
    this.marker = marker;
    this.built = "";
    this.buttons = new Map();
  }

  show({ groups, more, texts }) {
    const plan = JSON.stringify([groups, more, texts]);
    if (plan !== this.built) this.build(groups, more, texts);
    this.built = plan;
    this.refresh();
  }

  build(groups, more, texts) {
    this.buttons.clear();
    const tools = [...groups, ...more].flatMap((group) => group.tools);
    const rows = tools.length > 1 ? groups.map((group) => this.toolGroup(group)) : [];
    if (tools.some((tool) => tool.kind === "brush")) rows.push(this.group(texts.size, this.brushSize(texts)));
    if (groups.length) rows.push(this.history(tools, more.length > 0, texts));
    if (more.length) rows.push(this.drawer(more, texts));
    this.root.querySelector(".tools").replaceChildren(...rows);
    const zoom = [["zoomIn", "+", 1], ["zoomOut", "\u2212", -1], ["whole", "\u2922", 0], ["move", "\u2725", null]];
    const zooming = zoom.map(([name, sign, way]) => this.signed(name, sign, texts, () => this.marker.zoom(way)));
    this.root.querySelector(".zoom").replaceChildren(...(groups.length ? zooming : []));
  }

  toolGroup({ label, tools }) {
    return this.group(label, tools.map((tool) => this.tool(tool)));
  }

  history(tools, hasMore, texts) {
    const steps = [["undo", "\u21b6", -1], ["redo", "\u21b7", 1]].map(([name, sign, by]) =>
      this.signed(name, sign, texts, () => this.marker.step(by)),
    );
    if (tools[0].kind === "corners") steps.push(this.button("turn", texts.turn, () => this.marker.turn()));
    if (hasMore) steps.push(this.button("more", texts.more, () => this.open(this.rarer.hidden)));
    else steps.push(this.startOver(texts));
    return this.group(tools.length > 1 ? texts.history : "", steps, texts.history);
  }

  startOver(texts) {
    return this.button("over", texts.over, () => this.marker.doAtOnce("over"));
  }

  // Rarer tools, out of the way until they are asked for.
  drawer(more, texts) {
    this.rarer = document.createElement("div");
    this.rarer.className = "rarer";
    this.rarer.append(...more.map((group) => this.toolGroup(group)), this.group("", [this.startOver(texts)], texts.history));
    this.rarerTools = new Set(more.flatMap((group) => group.tools.map((tool) => tool.name)));
    this.open(false);
    return this.rarer;
  }

  open(isOpen) {
    this.rarer.hidden = !isOpen;
    this.buttons.get("more").setAttribute("aria-expanded", String(isOpen));
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
    const sizing = [["smaller", "\u2212", -1], ["larger", "+", 1]].map(([name, sign, by]) =>
      this.signed(name, sign, texts, () => this.marker.resizeBrush(by)),
    );
    this.dot = size.firstChild;
    return [sizing[0], size, sizing[1]];
  }

  // A button with a sign on it, and its name for those who hover or listen.
  signed(name, sign, texts, action) {
    const made = this.button(name, sign, action);
    made.setAttribute("aria-label", texts[name]);
    made.title = texts[name];
    made.classList.add("sign");
    return made;
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
    if (this.rarer?.hidden && this.rarerTools.has(tool)) this.open(true);
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
