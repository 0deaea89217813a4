import type { Language } from "../../lib/language.ts";
import { Envelope, GroupBrief, MemberBrief, outsideEvents, PING } from "./events.contract.ts";
import { type Known, sampleOf } from "./sample.rules.ts";
import { propertiesOf, type Schema, schemaOf } from "./schema.rules.ts";

const capital = (text: string) =>
  text
    .split(/[.-]/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join("");

const header = (name: string, description: string): Schema => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string" },
});

function itemOf(name: string, summary: string, schemaName: string, example: unknown, language: Language): Schema {
  const say = (zh: string, en: string) => (language === "en" ? en : zh);
  return {
    post: {
      operationId: `on${capital(name)}`,
      summary,
      security: [],
      parameters: [
        header(
          "webhook-id",
          say("事件的编号，重试和重放时不变，按它去重", "The event's id, the same at every retry and replay; dedupe by it"),
        ),
        header("webhook-timestamp", say("发出的时刻，1970 年起的秒数", "When it was sent, in seconds since 1970")),
        header(
          "webhook-signature",
          say("v1,加 HMAC-SHA256；换密钥期间有两个，空格隔开", "v1, and an HMAC-SHA256; two, parted by a space, after a rotation"),
        ),
      ],
      requestBody: { required: true, content: { "application/json": { schema: { $ref: `#/components/schemas/${schemaName}` }, example } } },
      responses: { "2XX": { description: say("收到了；别的状态都会再试", "Taken; every other status is tried again") } },
    },
  };
}

/** What is posted for each event, with names of the group and the member it is about. */
export function webhookItems(language: Language, known: Known): { items: Record<string, Schema>; schemas: Record<string, Schema> } {
  const envelope = schemaOf(Envelope, "output", "Envelope").schema;
  const group = schemaOf(GroupBrief, "output", "GroupBrief").schema;
  const member = schemaOf(MemberBrief, "output", "MemberBrief").schema;
  const all = outsideEvents.map(({ event, zh, en }) => {
    const said = schemaOf(event.payload, "output", `On${capital(event.name)}`);
    const names = propertiesOf(said.schema).map(([name]) => name);
    const about = { ...(names.includes("groupId") ? { group } : {}), ...(names.includes("memberId") ? { member } : {}) };
    const properties = { ...Object.fromEntries(propertiesOf(said.schema).map(([name, field]) => [name, field])), ...about };
    const schema = withData(envelope, event.name, { ...said.schema, properties });
    const data = {
      ...asObject(sampleOf(said.schema, known)),
      ...asObject(sampleOf({ type: "object", properties: about, required: Object.keys(about) }, { ...known, id: known.groupId })),
    };
    const example = {
      id: "0199a3c2-7d10-8c31-9b7e-2f4d5a6b7c8d",
      type: event.name,
      occurredAt: "2026-11-22T02:18:00.000Z",
      brand: "zhishang",
      data,
    };
    return { name: event.name, words: language === "en" ? en : zh, schema, example };
  });
  const ping = {
    name: PING,
    words: language === "en" ? "The test button was pressed" : "点了测试",
    schema: withData(envelope, PING, { type: "object", properties: {} }),
    example: {
      id: "0199a3c2-7d10-7c31-9b7e-2f4d5a6b7c8d",
      type: PING,
      occurredAt: "2026-11-22T02:18:00.000Z",
      brand: "zhishang",
      data: {},
    },
  };
  const schemas = [...all, ping].map((one) => [`On${capital(one.name)}`, one.schema] as const);
  const items = [...all, ping].map(
    (one) => [one.name, itemOf(one.name, one.words, `On${capital(one.name)}`, one.example, language)] as const,
  );
  return { items: Object.fromEntries(items), schemas: Object.fromEntries(schemas) };
}

function withData(envelope: Schema, type: string, data: Schema): Schema {
  const properties = Object.fromEntries(propertiesOf(envelope).map(([name, field]) => [name, field]));
  return { ...envelope, properties: { ...properties, type: { type: "string", const: type }, data } };
}

const asObject = (value: unknown) => (typeof value === "object" && value !== null ? value : {});
