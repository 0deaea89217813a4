import { parse } from "csv-parse/sync";
import readWorkbook from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { readSource } from "../../testing/console-lists.ts";
import { exportedFile, exportLists as lists } from "../../testing/exported.ts";
import { grow, nothingGrown, questionOf } from "../../testing/grown.ts";
import { createConnection } from "../connections/connect.actions.ts";
import { createKey } from "../integrations/keys.actions.ts";
import { createWebhook } from "../integrations/webhooks.actions.ts";
import { startExport } from "./exports.actions.ts";
import type { Export } from "../../server/exports.ts";
import type { ExportAsk } from "./exports.contract.ts";

const ROWS = 3;
const grown = nothingGrown();
const secrets: string[] = [];
let test: TestBrand;

beforeAll(async () => {
  test = await openTestBrand({ language: "en" });
  const corp = { kind: "wecom", scope: "ww0123456789abcdef", name: "Corp", agentId: null, baseUrl: null } as const;
  const connection = await createConnection(test.as(), { ...corp, secret: "the-secret-of-the-app" });
  grown.known["connectionId"] = connection.id;
  const key = { name: "Till", orgId: test.headquartersId, permissions: ["groups.read"], expiresAt: null, perMinute: 60 };
  const { secret: keySecret } = await createKey(test.as(), key);
  const hook = {
    name: "Till",
    url: "https://93.184.215.14/hook?token=let-me-in",
    events: ["members.joined"],
    orgId: null,
    showsPhones: false,
  };
  const { secret: hookSecret } = await createWebhook(test.as(), hook);
  secrets.push("the-secret-of-the-app", connection.callback.token, connection.callback.aesKey, keySecret, hookSecret, "let-me-in");
  await test.rows(
    "insert into platform.callbacks (brand_id, connection_id, digest, signature, received_at, state, reason, body) values ($1, $2, '\\x01', '', now(), 'unreadable', 'no event', '<xml/>')",
    [test.brand.id, connection.id],
  );
  // Twice, for what steps of an SOP came to is known once their time has passed.
  await grow(test, grown, 0, 1);
  await grow(test, grown, 1, ROWS);
  await test.work();
});
afterAll(() => test.close());

/** Lists whose rows need more than is made here, and the tests that export them with rows: of these only the head is looked at. */
const elsewhere: Record<string, string> = {
  "buyer-values": "orders/values.test.ts",
  "value-bands": "orders/values.test.ts",
  "value-models": "orders/values.test.ts",
  "platform-figures": "insight/platform-figures.test.ts",
  "platform-rows": "insight/platform-figures.test.ts",
  "channel-apis": "wecom/exports.test.ts",
  "wecom-staff": "wecom/exports.test.ts",
  "wecom-differences": "wecom/exports.test.ts",
  "wecom-runs": "wecom/exports.test.ts",
  "wecom-figures": "wecom/exports.test.ts",
  "wecom-figure-days": "wecom/exports.test.ts",
  "wecom-codes": "wecom/exports.test.ts",
  "wecom-welcome-sends": "wecom/exports.test.ts",
  "wecom-group-welcomes": "wecom/exports.test.ts",
};

it("a list that is empty here is exported with rows by another test", () => {
  for (const [name, file] of Object.entries(elsewhere)) expect(readSource(`modules/${file}`), name).toContain(`"${name}"`);
});

/** What the list's page asks, as far as it must. */
const filterOf = (list: Export): ExportAsk["filter"] =>
  Object.fromEntries(
    Object.entries(questionOf(grown, { path: `/${list.name}`, input: list.input }) ?? {}).map(([name, value]) => [name, String(value)]),
  );

describe.each(lists.map((one) => [one.name, one] as const))("%s", (name, list) => {
  it("comes as a workbook and as CSV, with the same rows, and nothing secret", async () => {
    const ask = { list: name, filter: filterOf(list) };
    const { row, bytes } = await exportedFile(test, { ...ask, format: "xlsx" });
    const [sheet] = await readWorkbook(bytes);
    expect(sheet?.data).toHaveLength(row.rows + 1);
    const csv = await exportedFile(test, ask);
    const rows: string[][] = parse(csv.bytes, { bom: true });
    expect(rows[0]).toEqual(list.columns(list.input.parse(ask.filter)).map((column) => column.title[test.as().language]));
    expect(rows.length > 1, "has rows").toBe(!(name in elsewhere));
    for (const secret of secrets) expect(csv.bytes.toString().includes(secret), secret).toBe(false);
  });

  it("is refused to who lacks its right", async () => {
    const owner = await test.staff(["owner"]);
    const permissions = new Map([...owner.permissions].filter(([permission]) => permission !== list.permission));
    const refused = startExport(test.as({ ...owner, permissions }), { list: name, format: "csv", filter: filterOf(list) }, lists);
    await expect(refused).rejects.toMatchObject({ code: "session.forbidden", details: { permission: list.permission } });
  });
});
