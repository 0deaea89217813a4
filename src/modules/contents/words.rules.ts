/** Words that China's advertising law forbids or that ask for proof; found before approval, never silently changed. */

export type WordReason = "superlative" | "authority" | "medical" | "guarantee";

export interface WordFinding {
  word: string;
  /** Index of its first UTF-16 unit in the text. */
  at: number;
  reason: WordReason;
  /** A milder way to say it; empty where only leaving it out helps. */
  instead: string;
}

interface WordRule {
  pattern: RegExp;
  reason: WordReason;
  instead: string;
}

/** Advertising Law of the PRC, articles 9, 16, 17, 18, 28; with the everyday uses of the same characters left alone. */
const rules: readonly WordRule[] = [
  { pattern: /国家级|世界级|宇宙级|国际级|最高级/g, reason: "superlative", instead: "好品质" },
  { pattern: /(?:全网|全国|全市|全城|全球|史上|历史)(?:最|第一|首家|唯一|独家)[\u4e00-\u9fff]?/g, reason: "superlative", instead: "很" },
  { pattern: /最(?!近|后|终|多可|多能|多只|多买|多接|迟|晚|早|少|初|新鲜度)[\u4e00-\u9fff]/g, reason: "superlative", instead: "很" },
  { pattern: /第一(?!次|时间|步|批|天|周|个|位|期|页|名到|件事|口|茬|场|轮|排|人称)/g, reason: "superlative", instead: "靠前" },
  { pattern: /唯一|独一无二|绝无仅有|史无前例|前无古人|空前绝后/g, reason: "superlative", instead: "少见" },
  { pattern: /顶级|顶尖|极品|极致|巅峰|至尊|无敌|王牌|冠军品质|销量冠军/g, reason: "superlative", instead: "优质" },
  { pattern: /首选|独家|驰名|百分百|100%|绝对(?!值)|永久|万能|史低|底价/g, reason: "superlative", instead: "" },
  {
    pattern: /国务院|中央领导|国家领导人|人民大会堂|国家机关(?:推荐|专供|特供)|特供|专供(?=机关|部队)|国宴/g,
    reason: "authority",
    instead: "",
  },
  {
    pattern:
      /治疗|治愈|根治|疗效|药效|防癌|抗癌|降血压|降血糖|降血脂|消炎|解毒|排毒|祛病|包治|减肥|瘦身|壮阳|延年益寿|提高免疫力|增强免疫力/g,
    reason: "medical",
    instead: "",
  },
  { pattern: /包甜|保证甜|假一赔命|稳赚|保本|零风险|无副作用|永不反弹|立竿见影/g, reason: "guarantee", instead: "坏果包赔" },
];

/** Every finding of a text in order of place; of overlapping ones the longer stands. */
export function findFlaggedWords(text: string): WordFinding[] {
  const hits = rules.flatMap(({ pattern, reason, instead }) =>
    [...text.matchAll(pattern)].map((match) => ({ word: match[0], at: match.index, reason, instead })),
  );
  hits.sort((a, b) => a.at - b.at || b.word.length - a.word.length);
  const kept: WordFinding[] = [];
  for (const hit of hits) {
    const last = kept.at(-1);
    if (!last || hit.at >= last.at + last.word.length) kept.push(hit);
  }
  return kept;
}
