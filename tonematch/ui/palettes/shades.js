// Shades as tiles: to look at, or to tick what one owns. Names come as data and are shown as text, never as markup.

const grids = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  if (!grids.has(root)) grids.set(root, new Grid(root.querySelector("ul")));
  grids.get(root).update(component.data, component.setStateValue);
}

class Grid {
  constructor(list) {
    this.list = list;
    this.ticked = new Set();
    this.drawn = "";
  }

  update(data, send) {
    this.send = send;
    if (data.seed !== this.seed) {
      this.seed = data.seed; // until it changes, what was ticked here is newer than what comes back
      this.ticked = new Set(data.ticked);
    }
    const wanted = JSON.stringify([data.seed, data.shades, data.tickable]);
    if (wanted === this.drawn) return;
    this.drawn = wanted;
    this.list.setAttribute("aria-label", data.label);
    this.list.replaceChildren(...data.shades.map((shade) => this.item(shade, data.tickable)));
  }

  item(shade, tickable) {
    const item = document.createElement("li");
    const tile = document.createElement(tickable ? "button" : "div");
    tile.className = "tile";
    tile.append(swatch(shade), facts(shade));
    if (tickable) {
      tile.type = "button";
      tile.setAttribute("role", "checkbox");
      tile.setAttribute("aria-checked", String(this.ticked.has(shade.code)));
      tile.addEventListener("click", () => this.tick(tile, shade.code));
    }
    item.append(tile);
    return item;
  }

  tick(tile, code) {
    if (!this.ticked.delete(code)) this.ticked.add(code);
    tile.setAttribute("aria-checked", String(this.ticked.has(code)));
    this.send("ticked", { seed: this.seed, codes: [...this.ticked] });
  }
}

function swatch(shade) {
  const ground = document.createElement("div");
  const colour = document.createElement("div");
  ground.className = "ground";
  colour.className = "colour";
  colour.style.background = shade.hex;
  colour.setAttribute("role", "img");
  colour.setAttribute("aria-label", shade.alt);
  ground.append(colour);
  return ground;
}

function facts(shade) {
  const box = document.createElement("div");
  box.className = "facts";
  const head = line("", "head");
  head.append(line("", "tick", "span"), line(shade.code, "code", "span"), ` ${shade.name}`);
  head.querySelector(".tick").setAttribute("aria-hidden", "true");
  box.append(head, ...shade.lines.map(([text, kind]) => line(text, kind)));
  return box;
}

function line(text, kind, tag = "div") {
  const element = document.createElement(tag);
  element.className = kind;
  element.textContent = text;
  return element;
}
