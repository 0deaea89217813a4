/** Writes what is made from the endpoints: the table of refusals and the typed client; with `--examples` also answers of a running demo. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { takeExamples } from "./api-examples.ts";
import { CLIENT_PATH, CODES_PATH, EXAMPLES_PATH, makeClient, makeCodes } from "./api-files.ts";

const { values } = parseArgs({
  options: { examples: { type: "string" }, brand: { type: "string", default: "zhishang" }, key: { type: "string" } },
});
if (values.examples && values.key) {
  const taken = await takeExamples({ baseUrl: values.examples, brand: values.brand, key: values.key });
  writeFileSync(EXAMPLES_PATH, `${JSON.stringify(taken, null, 1)}\n`);
}
writeFileSync(CODES_PATH, makeCodes());
writeFileSync(CLIENT_PATH, makeClient());
