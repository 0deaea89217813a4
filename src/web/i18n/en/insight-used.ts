import type { WordsLike } from "../words-like.ts";
import type { insightUsed as zhCN } from "../zh-CN/insight-used.ts";

export const insightUsed: WordsLike<typeof zhCN> = {
  used: {
    title: "Contents",
    what: "contents used here",
    unit: "contents",
    usesWhat: "uses",
    facts: "Sent to this group in the last {{days}} {{days, day|days}}",
    search: "Search by name",
    empty: "Nothing from the library was sent here yet",
    emptyText: "When an SOP or a send brings a content to this group, you see here how many spoke and bought after it.",
    format: { text: "Text", image: "Picture", link: "Link" },
    direction: { engage: "Engage", convert: "Convert", brand: "Brand" },
    column: {
      name: "Content",
      direction: "Direction",
      uses: "Arrived",
      last: "Last",
      speakers: "Spoke after, mean",
      orders: "Orders after",
      net: "Sales after",
    },
    tip: {
      uses: "Times it surely arrived; in orange how often it was used at all",
      speakers: "Members who spoke within {{hours}} {{hours, hour|hours}} of each arrival, mean over the arrivals",
      orders:
        "Orders of the group within {{hours}} {{hours, hour|hours}} of each arrival, added up. One order may count for several contents",
      net: "What these orders brought, less refunds",
    },
    people: "{{count}}",
    times: "Used {{count}} {{count, time|times}}",
    open: "Open this content",
    note: "Spoke: within {{speak}} {{speak, hour|hours}} of arrival; bought: within {{buy}} {{buy, hour|hours}}.",
    spoke: "{{count}} spoke",
    bought: "{{orders}} {{orders, order|orders}}, {{money}}",
    state: {
      "handed-over": "Waits for a person",
      sent: "Arrived",
      failed: "Failed",
      "over-cap": "Over the cap",
      expired: "Expired",
      unknown: "Unknown",
    },
  },
};
