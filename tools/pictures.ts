/** Draws the demo brand's pictures from our own fruit drawings: `node tools/pictures.ts`. The results are kept in the tree. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser } from "../e2e/browser.ts";

const folder = join(import.meta.dirname, "../src/demo/pictures");
const drawings = readFileSync(join(folder, "fruits.svg"), "utf8");

interface Scene {
  name: string;
  ground: [string, string];
  fruits: readonly string[];
}

const scenes: readonly Scene[] = [
  { name: "orange", ground: ["#fff3dc", "#fbdca8"], fruits: ["f-orange", "f-slice", "f-orange"] },
  { name: "mandarin", ground: ["#fff1d6", "#f9d79b"], fruits: ["f-mandarin"] },
  { name: "kiwi", ground: ["#f3f7e4", "#d9e7bb"], fruits: ["f-kiwi", "f-kiwi"] },
  { name: "strawberry", ground: ["#fdeeee", "#f8cfcf"], fruits: ["f-berry", "f-berry", "f-berry"] },
  { name: "pomelo", ground: ["#fbf8e1", "#efe6a8"], fruits: ["f-pomelo", "f-pomelo"] },
  { name: "persimmon", ground: ["#fdeede", "#f7cda6"], fruits: ["f-persimmon", "f-persimmon"] },
  { name: "apple", ground: ["#fdecea", "#f3c9c4"], fruits: ["f-apple", "f-apple"] },
  { name: "grape", ground: ["#eef4e2", "#cfe0ae"], fruits: ["f-grape"] },
  { name: "cherry", ground: ["#fdeef0", "#f5cbd3"], fruits: ["f-cherry", "f-cherry"] },
  { name: "blueberry", ground: ["#eceff8", "#c9d2ec"], fruits: ["f-blue", "f-blue"] },
  { name: "box", ground: ["#f2f4e8", "#d8dfbf"], fruits: ["f-box"] },
  { name: "three", ground: ["#fdf3e1", "#f5ddb5"], fruits: ["f-pomelo", "f-persimmon", "f-apple"] },
  { name: "cup", ground: ["#fbf0e6", "#efd3ba"], fruits: ["f-cup", "f-slice"] },
];

function page({ ground, fruits }: Scene): string {
  const size = fruits.length === 1 ? 300 : fruits.length === 2 ? 230 : 180;
  const gap = fruits.length === 1 ? 0 : 18;
  const width = fruits.length * size + (fruits.length - 1) * gap;
  const uses = fruits
    .map(
      (id, i) =>
        `<svg x="${320 - width / 2 + i * (size + gap)}" y="${240 - size / 2 + (i % 2) * 14}" width="${size}" height="${size}"><use href="#${id}"/></svg>`,
    )
    .join("");
  return `<style>body{margin:0}</style><div style="display:none">${drawings}</div><svg width="640" height="480" viewBox="0 0 640 480" xmlns="http://www.w3.org/2000/svg">
    <defs><linearGradient id="ground" x1="0" y1="0" x2="1" y2="1"><stop stop-color="${ground[0]}"/><stop offset="1" stop-color="${ground[1]}"/></linearGradient></defs>
    <rect width="640" height="480" fill="url(#ground)"/><ellipse cx="320" cy="${250 + size / 2}" rx="${width / 2}" ry="16" fill="#6a4a20" opacity=".08"/>${uses}</svg>`;
}

const browser = await launchBrowser();
const tab = await browser.newPage({ viewport: { width: 640, height: 480 } });
for (const scene of scenes) {
  await tab.setContent(page(scene));
  writeFileSync(join(folder, `${scene.name}.jpg`), await tab.screenshot({ type: "jpeg", quality: 82 }));
}
await browser.close();
