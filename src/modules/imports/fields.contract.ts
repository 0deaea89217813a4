import { z } from "zod";

export const importKinds = ["orders", "refunds", "members", "chat", "costs"] as const;
export const ImportKind = z.enum(importKinds);
export type ImportKind = z.infer<typeof ImportKind>;

/** What a cell of a field must look like. */
export type FieldShape = "id" | "text" | "long" | "money" | "moment" | "day" | "phone" | "count" | "yes" | "list" | "kind";

export const fieldKeys = [
  "orderId",
  "paidAt",
  "paid",
  "title",
  "quantity",
  "linePaid",
  "buyerId",
  "buyerName",
  "phone",
  "group",
  "source",
  "refundId",
  "refundedAt",
  "refunded",
  "memberId",
  "nickname",
  "name",
  "city",
  "tags",
  "joinedAt",
  "firstSeenAt",
  "marketing",
  "custom",
  "room",
  "messageId",
  "sentAt",
  "userId",
  "userName",
  "text",
  "day",
  "costKind",
  "cost",
  "campaign",
  "note",
] as const;
export const FieldKey = z.enum(fieldKeys);
export type FieldKey = z.infer<typeof FieldKey>;

export const shapeOf: Record<FieldKey, FieldShape> = {
  orderId: "id",
  paidAt: "moment",
  paid: "money",
  title: "text",
  quantity: "count",
  linePaid: "money",
  buyerId: "id",
  buyerName: "text",
  phone: "phone",
  group: "id",
  source: "id",
  refundId: "id",
  refundedAt: "moment",
  refunded: "money",
  memberId: "id",
  nickname: "text",
  name: "text",
  city: "text",
  tags: "list",
  joinedAt: "moment",
  firstSeenAt: "moment",
  marketing: "yes",
  custom: "text",
  room: "id",
  messageId: "id",
  sentAt: "moment",
  userId: "id",
  userName: "text",
  text: "long",
  day: "day",
  costKind: "kind",
  cost: "money",
  campaign: "text",
  note: "text",
};

/** The fields a kind of file may have, the needed ones first. */
export const fieldsOf: Record<ImportKind, readonly FieldKey[]> = {
  orders: [
    "paidAt",
    "paid",
    "orderId",
    "title",
    "quantity",
    "linePaid",
    "buyerId",
    "buyerName",
    "phone",
    "group",
    "source",
    "refunded",
    "refundedAt",
  ],
  refunds: ["orderId", "refundedAt", "refunded", "refundId", "source"],
  members: ["memberId", "phone", "nickname", "name", "city", "tags", "group", "joinedAt", "firstSeenAt", "marketing", "custom"],
  chat: ["room", "sentAt", "userId", "text", "userName", "messageId"],
  costs: ["day", "cost", "costKind", "group", "campaign", "note"],
};

/** Without these a file of the kind says nothing. */
export const neededFields: Record<ImportKind, readonly FieldKey[]> = {
  orders: ["paidAt", "paid"],
  refunds: ["orderId", "refundedAt", "refunded"],
  members: [],
  chat: ["room", "sentAt", "userId", "text"],
  costs: ["day", "cost"],
};

/** Of each of these sets one at least. */
export const neededOneOf: Record<ImportKind, readonly (readonly FieldKey[])[]> = {
  orders: [],
  refunds: [],
  members: [["memberId", "phone", "nickname"]],
  chat: [],
  costs: [["group", "campaign"]],
};

/** What the importing person must also hold. */
export const permissionOf: Record<ImportKind, string> = {
  orders: "orders.write",
  refunds: "orders.write",
  members: "members.manage",
  chat: "groups.manage",
  costs: "costs.write",
};
