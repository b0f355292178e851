// A map on which small areas are chosen. Each is a checkbox: pressed by a pointer, or walked to with the arrow keys and
// ticked with the space bar. What is chosen goes into the form, packed as the server reads it.
const SVG = "http://www.w3.org/2000/svg";
const SHAPE = 0.75; // height to width
const LEAST = 120; // units across: about 2.4 km
const WALES = { x: 0, y: 0, w: 13000 };
const numbers = new Intl.NumberFormat("en-GB");

function say(text, given) {
  return text.replace(/%\((\w+)\)s/g, (_all, key) => given[key]);
}

function drawn(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

// "3.BQ" is W01000003 and W01000005: the lowest number, then one bit for each number from there on.
export function unpack(text) {
  const [lowest, letters] = text.split(".");
  if (!letters) return [];
  const bytes = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
  const codes = [];
  for (let at = 0; at < bytes.length * 8; at++) {
    if ((bytes.charCodeAt(at >> 3) >> (at & 7)) & 1) codes.push(`W01${String(+lowest + at).padStart(6, "0")}`);
  }
  return codes;
}

export function pack(codes) {
  const known = [...codes].map((code) => +code.slice(3)).sort((a, b) => a - b);
  if (!known.length) return "";
  const bytes = new Uint8Array(((known.at(-1) - known[0]) >> 3) + 1);
  for (const number of known) bytes[(number - known[0]) >> 3] |= 1 << ((number - known[0]) & 7);
  const letters = btoa(String.fromCharCode(...bytes));
  return `${known[0]}.${letters.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

// Corners of a shape as the server reads them: longitude and latitude to ten metres, from the plane of the map.
export function degrees(corners, plane) {
  const [stretchX, moveX, stretchY, moveY] = plane.split(" ").map(Number);
  return corners.map(([x, y]) => `${((x - moveX) / stretchX).toFixed(4)},${((y - moveY) / stretchY).toFixed(4)}`).join(";");
}

export async function open(form, words) {
  const sheet = form.querySelector(".sheet");
  const said = form.querySelector(".said");
  const names = form.querySelector(".names");
  const field = form.querySelector("[name=areas]");
  const choice = form.querySelector("select");
  const svg = drawn("svg", { role: "group", "aria-label": `${words.map}. ${words.how}` });
  const land = svg.appendChild(drawn("g", { "aria-hidden": "true" }));
  const pieces = svg.appendChild(drawn("g", {}));
  const outline = svg.appendChild(drawn("polygon", { class: "lasso", "aria-hidden": "true" }));
  const corners = []; // of the shape that is being drawn
  let shaping = false;
  const chosen = new Set(unpack(field.value));
  const areas = new Map(); // by code: what the server said, and its path
  const asked = new Map(); // by authority: the promise of its small areas
  let view = { ...WALES };
  let current = null; // the one area that the tab key reaches

  function look(next) {
    const w = Math.min(Math.max(next.w, LEAST), 2 * WALES.w);
    // What is looked at stays in the middle, also where the map goes no closer.
    view = { w, x: next.x + (next.w - w) / 2, y: next.y + ((next.w - w) * SHAPE) / 2 };
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.w * SHAPE}`);
  }

  function closer(times) {
    const w = view.w / times;
    look({ w, x: view.x + (view.w - w) / 2, y: view.y + ((view.w - w) * SHAPE) / 2 });
  }

  function go(right, down) {
    look({ ...view, x: view.x + right * view.w * 0.3, y: view.y + down * view.w * SHAPE * 0.3 });
  }

  function fit(codes) {
    const boxes = [...codes].filter((code) => areas.has(code)).map((code) => areas.get(code).path.getBBox());
    if (!boxes.length) return;
    const west = Math.min(...boxes.map((box) => box.x));
    const north = Math.min(...boxes.map((box) => box.y));
    const across = Math.max(...boxes.map((box) => box.x + box.width)) - west;
    const up = Math.max(...boxes.map((box) => box.y + box.height)) - north;
    const w = 1.15 * Math.max(across, up / SHAPE);
    look({ w, x: west + across / 2 - w / 2, y: north + up / 2 - (w * SHAPE) / 2 });
  }

  function reach(area) {
    current?.path.setAttribute("tabindex", "-1");
    current = area;
    current.path.setAttribute("tabindex", "0");
  }

  function tell() {
    field.value = pack(chosen);
    const known = [...chosen].filter((code) => areas.has(code)).map((code) => areas.get(code));
    const people = known.reduce((sum, area) => sum + area.people, 0);
    said.textContent = chosen.size
      ? say(words.chosen, { count: numbers.format(chosen.size), people: numbers.format(people) })
      : words.none;
    names.textContent = known.map((area) => area.name).sort((a, b) => a.localeCompare(b, document.documentElement.lang)).join("; ");
    form.querySelector(".done").hidden = !chosen.size;
  }

  function toggle(area) {
    const on = !chosen.has(area.code);
    if (on && chosen.size >= +form.dataset.most) {
      said.textContent = words.most;
      return;
    }
    chosen[on ? "add" : "delete"](area.code);
    area.path.setAttribute("aria-checked", String(on));
    tell();
  }

  function place(area) {
    area.path = drawn("path", {
      d: area.d,
      class: "piece",
      role: "checkbox",
      tabindex: "-1",
      "aria-checked": String(chosen.has(area.code)),
      "aria-label": say(words.people, { name: area.name, people: numbers.format(area.people) }),
    });
    const title = area.path.appendChild(drawn("title", {}));
    title.textContent = area.name;
    area.path.addEventListener("click", () => {
      if (dragged) return;
      reach(area);
      toggle(area);
    });
    area.path.addEventListener("focus", () => reach(area));
    pieces.append(area.path);
    areas.set(area.code, area);
  }

  async function fetched(within) {
    const address = within ? `${form.dataset.outlines}?within=${within}` : form.dataset.outlines;
    const answer = await fetch(address, { credentials: "omit" });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).areas;
  }

  // The small areas of an authority, fetched once; those of the ones before stay.
  async function load(within) {
    if (!asked.has(within)) {
      asked.set(within, fetched(within).then((own) => own.map((area) => (place(area), area.code))));
      asked.get(within).catch(() => asked.delete(within));
    }
    const codes = await asked.get(within);
    if (!current && codes.length) reach(areas.get(codes[0]));
    return codes;
  }

  async function show(within) {
    said.textContent = words.loading;
    try {
      fit(await load(within));
      tell();
    } catch {
      said.textContent = words.trouble;
    }
  }

  // The nearest middle that lies more to that side than to another.
  function beside(area, right, down) {
    let best = null;
    let least = Infinity;
    for (const other of areas.values()) {
      const along = (other.x - area.x) * right + (other.y - area.y) * down;
      const off = Math.abs((other.x - area.x) * down + (other.y - area.y) * right);
      if (other === area || along <= 0 || off > along) continue;
      const far = along + 2 * off;
      if (far < least) [best, least] = [other, far];
    }
    return best;
  }

  const SIDES = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  svg.addEventListener("keydown", (event) => {
    if (!current || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === " " || event.key === "Enter") toggle(current);
    else if (event.key === "+") closer(1.5);
    else if (event.key === "-") closer(1 / 1.5);
    else if (event.key in SIDES) {
      const next = beside(current, ...SIDES[event.key]);
      if (next) {
        next.path.focus({ preventScroll: true });
        const inX = next.x > view.x + view.w * 0.05 && next.x < view.x + view.w * 0.95;
        const inY = next.y > view.y + view.w * SHAPE * 0.05 && next.y < view.y + view.w * SHAPE * 0.95;
        if (!inX || !inY) look({ ...view, x: next.x - view.w / 2, y: next.y - (view.w * SHAPE) / 2 });
      }
    } else return;
    event.preventDefault();
  });

  // A mouse may drag the map. A finger scrolls the page and presses; the buttons move the map for it.
  let from = null;
  let dragged = false;
  svg.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (event.pointerType === "mouse" && event.button === 0) from = { px: event.clientX, py: event.clientY, ...view };
  });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const unit = from.w / svg.clientWidth;
    const [right, down] = [event.clientX - from.px, event.clientY - from.py];
    if (Math.hypot(right, down) > 5) dragged = true;
    if (dragged) look({ w: from.w, x: from.x - right * unit, y: from.y - down * unit });
  });
  addEventListener("pointerup", () => (from = null));

  // A shape round small areas: the server says which lie inside, also in authorities that are not on the map yet.
  const shape = form.appendChild(document.createElement("input"));
  Object.assign(shape, { type: "hidden", name: "shape", disabled: true });
  const tools = {};

  function redraw() {
    outline.setAttribute("points", corners.map((corner) => corner.join()).join(" "));
    svg.classList.toggle("shaping", shaping);
    tools.start.hidden = shaping;
    for (const name of ["undo", "finish", "stop"]) tools[name].hidden = !shaping;
    tools.undo.disabled = !corners.length;
    tools.finish.disabled = corners.length < 3;
    if (shaping) said.textContent = say(words.corners, { count: corners.length });
    else tell();
  }

  function begin() {
    shaping = true;
    redraw();
    tools.stop.focus();
  }

  function undo() {
    corners.pop();
    redraw();
    if (tools.undo.disabled) tools.stop.focus();
  }

  function stop() {
    shaping = false;
    corners.length = 0;
    redraw();
    tools.start.focus();
  }

  function finish() {
    shape.value = degrees(corners, form.dataset.plane);
    shape.disabled = false;
    form.requestSubmit();
    shape.disabled = true; // whoever comes back finds the map as it was
  }

  // Before the areas hear of it: what is pressed while a shape is drawn is a corner.
  svg.addEventListener(
    "click",
    (event) => {
      if (!shaping) return;
      event.stopPropagation();
      if (dragged) return;
      if (corners.length >= +form.dataset.corners) {
        said.textContent = words.corners_most;
        return;
      }
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      corners.push([Math.round(at.x), Math.round(at.y)]);
      redraw();
    },
    true,
  );

  const shapingKeys = form.querySelector(".shaping");
  for (const [name, text, act] of [
    ["start", words.shape, begin],
    ["finish", words.finish, finish],
    ["undo", words.undo, undo],
    ["stop", words.stop, stop],
  ]) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: name === "finish" ? "btn" : "btn second", textContent: text });
    button.addEventListener("click", act);
    tools[name] = shapingKeys.appendChild(button);
  }

  const keys = form.querySelector(".keys");
  const buttons = [
    [words.in, "+", () => closer(1.6)],
    [words.out, "−", () => closer(1 / 1.6)],
    [words.west, "←", () => go(-1, 0)],
    [words.north, "↑", () => go(0, -1)],
    [words.south, "↓", () => go(0, 1)],
    [words.east, "→", () => go(1, 0)],
    [words.all, "", () => fit(chosen.size ? chosen : areas.keys())],
  ];
  for (const [text, sign, act] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn second";
    button.textContent = sign ? `${sign} ${text}` : text;
    button.addEventListener("click", act);
    keys.append(button);
  }

  for (const area of await fetched("")) {
    choice.append(new Option(area.name, area.code));
    const ground = land.appendChild(drawn("path", { d: area.d, class: "ground" }));
    ground.addEventListener("click", () => {
      if (dragged) return;
      choice.value = area.code;
      show(area.code);
    });
  }
  choice.addEventListener("change", () => choice.value && show(choice.value));
  sheet.append(svg);
  sheet.hidden = false;
  form.querySelector(".tools").hidden = false;
  look(WALES);
  await Promise.all(form.dataset.within.split(",").filter(Boolean).map(load));
  if (chosen.size) {
    fit(chosen);
    const first = [...chosen].map((code) => areas.get(code)).find(Boolean);
    if (first) reach(first);
  }
  redraw();
  choice.focus();
}
