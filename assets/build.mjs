// Builds the stylesheets of Edau: sass/*.scss → src/edau/ui/static/ui/*.css, and writes their hashes into VENDOR.md.
// Prints their sizes as they travel.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "src", "edau", "ui", "static", "ui");

// The classes of GOV.UK Frontend that our form templates use; rules for its other variants are left out.
const used = new Set(
  `form-group form-group--error label label--s hint error-message error-summary error-summary__title error-summary__list
  fieldset fieldset__legend fieldset__legend--s input input--error textarea textarea--error select select--error
  radios radios__item radios__input radios__label checkboxes checkboxes__item checkboxes__input checkboxes__label`
    .split(/\s+/)
    .map((name) => `govuk-${name}`),
);

// A selector is wanted when every class of theirs that it needs (not those it excludes) is one we use.
function wanted(selector) {
  const needed = selector.replace(/:not\([^)]*\)/g, "").match(/\.govuk-[\w-]+/g) ?? [];
  return needed.every((name) => used.has(name.slice(1)));
}

function lean(css) {
  const kept = css.replace(/([^{};]+)\{([^{}]*)\}/g, (rule, selectors, body) => {
    if (selectors.startsWith("@") || !selectors.includes(".govuk-")) return rule;
    const left = selectors.split(",").filter(wanted);
    return left.length ? `${left.join(",")}{${body}}` : "";
  });
  return kept.replace(/@(media|supports)[^{}]*\{\}/g, "").replace(/:root\{--govuk-frontend-version:[^}]*\}/, "");
}

for (const name of ["edau", "gallery", "draw", "listen", "voices", "connect"]) {
  const { css } = compile(join(here, "sass", `${name}.scss`), {
    style: "compressed",
    loadPaths: [join(here, "node_modules")],
    quietDeps: true,
  });
  const text = `${lean(css).replace(/^\uFEFF/, "")}\n`;
  writeFileSync(join(target, `${name}.css`), text);
  const hash = createHash("sha256").update(text).digest("hex");
  const vendor = join(target, "VENDOR.md");
  const line = new RegExp(`^(\\| \`${name}\\.css\`.*\`)[0-9a-f]{64}(\`.*)$`, "m");
  writeFileSync(vendor, readFileSync(vendor, "utf8").replace(line, `$1${hash}$2`));
  console.log(`${name}.css: ${text.length} bytes, ${gzipSync(text, { level: 9 }).length} gzipped`);
}
