import type { Schema } from "./schema.rules.ts";

const GROUP = { channel: "web", externalId: "store-0731" };
const AT = "2026-11-22T02:18:00.000Z";
const MEMBER = { kind: "shop", scope: "", externalId: "u-20391", nickname: "荔枝妈妈" };

/** Bodies that cannot be guessed from their schemas, or deserve a better example, by the endpoint's name. */
export const askExamples: Readonly<Record<string, Schema>> = {
  createGroup: {
    name: "河滨区 福利群 07",
    orgId: "0199a3c2-7d10-7c31-9b7e-2f4d5a6b7c8d",
    positioning: "benefit",
    capacity: 300,
    targetMembers: 200,
  },
  enterCost: { day: "2026-11-22", campaign: "双十二", kind: "prize", fen: 128_000, note: "砂糖橘 20 箱" },
  ingest: {
    items: [
      { source: "store", externalId: "join-881", occurredAt: AT, group: GROUP, kind: "joined", member: MEMBER },
      {
        source: "store",
        externalId: "msg-882",
        occurredAt: AT,
        group: GROUP,
        kind: "message",
        sender: MEMBER,
        format: "text",
        text: "今天还有砂糖橘吗",
      },
    ],
  },
  recordOrders: {
    orders: [
      {
        source: "shop",
        externalId: "SO-20261122-0001",
        buyer: { kind: "shop", externalId: "u-20391", nickname: "荔枝妈妈", phone: "13800000000" },
        groupCode: "G0731",
        title: "砂糖橘 3 斤",
        paidAt: AT,
        paidFen: 2_990,
        lines: [{ title: "砂糖橘 3 斤", quantity: 1, paidFen: 2_990 }],
      },
    ],
  },
  saveDraft: {
    revision: 1,
    spec: {
      audience: { kind: "orgs", orgIds: ["0199a3c2-7d10-7c31-9b7e-2f4d5a6b7c8d"] },
      steps: [
        {
          id: "morning",
          name: "早安",
          direction: "engage",
          slots: [{ weekday: 1, minute: 510 }],
          action: { kind: "send", content: { kind: "content", contentId: "0199a3c2-7d10-7c31-9b7e-2f4d5a6b7c8d" } },
        },
      ],
    },
  },
};
