import type { insightGroup as zh } from "../zh-CN/insight-group.ts";
import type { WordsLike } from "../words-like.ts";

/** Figures, days and health of one group. */
export const insightGroup: WordsLike<typeof zh> = {
  group: {
    metrics: "Nine metrics",
    metricsFacts: "{{range}}, {{previous}}",
    trend: "Messages and interaction",
    bars: "Valid messages",
    line: "Interaction",
    stageNote: "Enters {{stage}}",
    heat: "When members talk",
    heatFacts: "last 28 days, hour × weekday",
    heatTip: "{{weekday}} {{hour}}:00, {{count}} in 4 weeks",
    heatBest: "Busiest: {{weekday}} {{hour}}:00, {{count}} an hour",
    heatNone: "No member spoke in the last 28 days.",
    toFlow: "Plan a flow by it",
    noDays: "No full day of data yet; charts begin tomorrow.",
    notTold: "This platform does not tell who spoke; interaction and messages are unknown.",
    health: "Health score",
    healthFacts: "among {{peers}} {{peers, peer|peers}}",
    part: { interaction: "Interaction", growth: "Net growth", retention: "Retention", conversion: "Conversion" },
    partRank: "above {{share}}",
    noHealth: "No full day of data yet; the score begins tomorrow.",
    advice: "Next",
    noAdvice: "Nothing to do.",
    what: "metrics",
  },
};
