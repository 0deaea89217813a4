import type { Language } from "../../lib/language.ts";
import type { Schema } from "./schema.rules.ts";

const GROUP = { channel: "web", externalId: "store-0731" };
const AT = "2026-11-22T02:18:00.000Z";

interface Words {
  nickname: string;
  group: string;
  campaign: string;
  prize: string;
  question: string;
  product: string;
  morning: string;
}

const inWords: Record<Language, Words> = {
  "zh-CN": {
    nickname: "荔枝妈妈",
    group: "河滨区 福利群 07",
    campaign: "双十二",
    prize: "砂糖橘 20 箱",
    question: "今天还有砂糖橘吗",
    product: "砂糖橘 3 斤",
    morning: "早安",
  },
  en: {
    nickname: "Litchi mum",
    group: "Riverside group 07",
    campaign: "Double twelve",
    prize: "20 boxes of mandarins",
    question: "Any mandarins left today?",
    product: "Mandarins, 3 pounds",
    morning: "Good morning",
  },
};

/** Bodies that cannot be guessed from their schemas, or deserve a better example, by the endpoint's name. */
export function askExamples(language: Language): Readonly<Record<string, Schema>> {
  const words = inWords[language];
  const member = { kind: "shop", scope: "", externalId: "u-20391", nickname: words.nickname };
  return {
    createGroup: {
      name: words.group,
      orgId: "0199a3c2-7d10-7c31-9b7e-2f4d5a6b7c8d",
      positioning: "benefit",
      capacity: 300,
      targetMembers: 200,
    },
    enterCost: { day: "2026-11-22", campaign: words.campaign, kind: "prize", fen: 128_000, note: words.prize },
    ingest: {
      items: [
        { source: "store", externalId: "join-881", occurredAt: AT, group: GROUP, kind: "joined", member },
        {
          source: "store",
          externalId: "msg-882",
          occurredAt: AT,
          group: GROUP,
          kind: "message",
          sender: member,
          format: "text",
          text: words.question,
        },
      ],
    },
    recordOrders: {
      orders: [
        {
          source: "shop",
          externalId: "SO-20261122-0001",
          buyer: { kind: "shop", externalId: "u-20391", nickname: words.nickname, phone: "13800000000" },
          groupCode: "G0731",
          title: words.product,
          paidAt: AT,
          paidFen: 2_990,
          lines: [{ title: words.product, quantity: 1, paidFen: 2_990 }],
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
            name: words.morning,
            direction: "engage",
            slots: [{ weekday: 1, minute: 510 }],
            action: { kind: "send", content: { kind: "content", contentId: "0199a3c2-7d10-7c31-9b7e-2f4d5a6b7c8d" } },
          },
        ],
      },
    },
  };
}
