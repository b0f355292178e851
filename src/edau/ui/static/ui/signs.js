// Sliders for placing a story. Without this script the page has its answers to choose from, and they say the same.
const HUNDRED = 100;

// The value of each slider when one of three is moved: the others keep their proportion, and all are whole.
export function shared(values, moved, value) {
  const others = values.map((_, index) => index).filter((index) => index !== moved);
  const rest = HUNDRED - value;
  const before = values[others[0]] + values[others[1]];
  const first = before > 0 ? Math.round((rest * values[others[0]]) / before) : Math.round(rest / 2);
  const next = [...values];
  next[moved] = value;
  next[others[0]] = first;
  next[others[1]] = rest - first;
  return next;
}

function setUp(sign) {
  const box = sign.querySelector(".sliders");
  if (!box) return;
  const sliders = [...box.querySelectorAll("input[type=range]")];
  const radios = [...sign.querySelectorAll("input[type=radio]")];
  const point = box.querySelector(".point circle");

  const show = () => {
    const values = sliders.map((slider) => Number(slider.value));
    box.querySelectorAll("output").forEach((output, index) => (output.textContent = `${values[index]}%`));
    if (sliders.length === 3) for (const slider of sliders) slider.setAttribute("aria-valuetext", `${slider.value}%`);
    if (point) {
      point.setAttribute("cx", 60 * (values[0] / HUNDRED) + 8 * (values[1] / HUNDRED) + 112 * (values[2] / HUNDRED));
      point.setAttribute("cy", 6 * (values[0] / HUNDRED) + 98 * ((values[1] + values[2]) / HUNDRED));
    }
  };
  // Only what was moved is sent: a slider has no way to say that nobody touched it.
  const live = (is) => {
    box.classList.toggle("live", is);
    sliders.forEach((slider, index) => (slider.name = is ? names[index] : ""));
  };
  const names = sliders.map((slider) => slider.name);

  box.hidden = false;
  box.disabled = false;
  live(sign.dataset.live === "1");
  if (sign.dataset.live === "1") for (const radio of radios) radio.checked = false;
  show();
  let values = sliders.map((slider) => Number(slider.value));
  sliders.forEach((slider, index) =>
    slider.addEventListener("input", () => {
      values = sliders.length === 3 ? shared(values, index, Number(slider.value)) : [Number(slider.value)];
      sliders.forEach((each, at) => (each.value = values[at]));
      for (const radio of radios) radio.checked = false;
      live(true);
      show();
    }),
  );
  for (const radio of radios) radio.addEventListener("change", () => live(false));
}

for (const sign of globalThis.document?.querySelectorAll(".sign") ?? []) setUp(sign);
