import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modules } from "../src/app.ts";
import { readExamples } from "../src/modules/integrations/document.routes.ts";
import { buildDocument, type Listed } from "../src/modules/integrations/openapi.rules.ts";
import { endpointsOf } from "../src/server/module.ts";
import { clientOf } from "./api-client.ts";
import { refusalCodesFile } from "./api-codes.ts";

const root = join(import.meta.dirname, "..");

export const listedEndpoints: readonly Listed[] = endpointsOf(modules);

export const CODES_PATH = join(root, "src/modules/integrations/refusal-codes.rules.ts");
export const CLIENT_PATH = join(root, "clients/typescript/qunce.ts");
export const EXAMPLES_PATH = join(root, "src/modules/integrations/examples.json");

export function makeCodes(): string {
  return refusalCodesFile(join(root, "src/modules"));
}

export function makeClient(): string {
  const head = readFileSync(join(root, "tools/api-client-head.ts"), "utf8").split("// --- made from the document ---")[0] ?? "";
  return clientOf(buildDocument(listedEndpoints, "en", readExamples("en")), head);
}
