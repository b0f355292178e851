// Builds the stylesheets of Edau: sass/*.scss → src/edau/ui/static/ui/*.css. Prints their sizes as they travel.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "src", "edau", "ui", "static", "ui");

for (const name of ["edau", "gallery"]) {
  const { css } = compile(join(here, "sass", `${name}.scss`), {
    style: "compressed",
    loadPaths: [join(here, "node_modules")],
    quietDeps: true,
  });
  writeFileSync(join(target, `${name}.css`), `${css.replace(/^\uFEFF/, "")}\n`);
  console.log(`${name}.css: ${css.length} bytes, ${gzipSync(css, { level: 9 }).length} gzipped`);
}
