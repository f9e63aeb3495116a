// This will build the site's one stylesheet and copy the one script. Run: node styles/build.mjs
// The NL Design System's styles go into a cascade layer, so that our own rules win without heavier selectors.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { transform } from "lightningcss";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const packages = join(root, "node_modules");
const target = join(root, "src/kennismakelaar/website/static/website");
const LIMIT = 25_000;

const ELEMENTS = ["document", "link", "paragraph", "heading-1", "heading-2", "heading-3", "heading-4", "table",
  "ordered-list", "unordered-list", "blockquote", "separator", "figure", "form-fieldset", "form-label", "button",
  "textbox", "textarea", "select", "code", "mark"];
const COMPONENTS = ["alert", "breadcrumb-nav", "data-badge", "form-field", "form-field-description",
  "form-field-error-message", "pagination", "skip-link"];

// Classes that only show a state in a catalog of components, or a mode that this site does not have.
const SHOWCASE = /^\.utrecht-\S*--(hover|active|focus|focus-visible|busy|pressed|arrows)$/;

const component = (name, file) => readFileSync(join(packages, "@utrecht", `${name}-css`, "dist", file), "utf8");
const own = readdirSync(join(here, "own")).filter((name) => name.endsWith(".css")).sort()
  .map((name) => readFileSync(join(here, "own", name), "utf8"));

function withoutShowcase(css) {
  return css.replace(/([^{}]+)\{([^{}]*)\}/g, (rule, selectors) => {
    const last = selectors.split(",").map((selector) => selector.trim());
    return last.every((selector) => SHOWCASE.test(selector)) ? "" : rule;
  });
}

const credit = "/*! Contains parts of @utrecht/component-library-css, EUPL-1.2, (c) Gemeente Utrecht and Frameless B.V. */\n";
const source = [
  "@layer nlds;",
  readFileSync(join(here, "tokens.css"), "utf8"),
  "@layer nlds {",
  ...ELEMENTS.map((name) => component(name, "html/index.css")),
  ...COMPONENTS.map((name) => withoutShowcase(component(name, "index.css"))),
  "}",
  ...own,
].join("\n");

const { code } = transform({
  filename: "site.css", code: Buffer.from(source), minify: true,
});
const packed = gzipSync(code, { level: 9 }).length;
if (packed > LIMIT) {
  console.error(`site.css: expected at most ${LIMIT} bytes gzipped, came ${packed}: drop a component or shorten styles/own.`);
  process.exit(1);
}
mkdirSync(target, { recursive: true });
writeFileSync(join(target, "site.css"), credit + code);
copyFileSync(join(packages, "htmx.org/dist/htmx.min.js"), join(target, "htmx.min.js"));
console.log(`site.css: ${code.length} bytes, ${packed} gzipped (limit ${LIMIT})`);
