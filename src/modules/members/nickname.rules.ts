/** Words by which a name claims to speak for the brand or to be a machine, wherever they stand in it. */
const CLAIMS = ["官方", "客服", "管理员", "群主", "店长", "机器人", "小助手", "助理", "运营", "总部", "系统"];

/** The same in Latin script, where they stand as words: `abbott`, `ownership` and `badminton` claim nothing. */
const CLAIMED_WORDS = new Set([
  "admin",
  "administrator",
  "assistant",
  "bot",
  "chatbot",
  "headquarters",
  "helpdesk",
  "host",
  "manager",
  "moderator",
  "official",
  "operator",
  "owner",
  "robot",
  "service",
  "staff",
  "support",
  "system",
]);

/** Full-width letters are letters, and letters with accents are those without. */
const plain = (text: string) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").normalize("NFKC");

/** Only what is read: spaces, dots and marks between the characters do not hide a word. */
const bare = (text: string) =>
  plain(text)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

/** Words in Latin script, row by row as other script parts them; a capital within a word begins another, as in `FruitAdmin`. */
function latinRows(text: string): string[][] {
  const rows = plain(text)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase()
    .split(/[^a-z\P{L}]+/u);
  return rows.map((row) => row.split(/[^a-z]+/).filter((word) => word !== ""));
}

const isClaimed = (word: string) => CLAIMED_WORDS.has(word) || (word.endsWith("s") && CLAIMED_WORDS.has(word.slice(0, -1)));

/** Neighbours are read together too: `a d m i n`, `off.icial`. */
function claimsInLatin(words: readonly string[]): boolean {
  return words.some((_, from) => words.slice(from).some((_word, more) => isClaimed(words.slice(from, from + more + 1).join(""))));
}

/** True where a member of this name would pass for staff, for a bot or for the brand itself. */
export function isReservedNickname(nickname: string, taken: { brandName: string; staffNames: readonly string[] }): boolean {
  const name = bare(nickname);
  if (CLAIMS.some((word) => name.includes(word)) || latinRows(nickname).some(claimsInLatin)) return true;
  const brand = bare(taken.brandName);
  if (brand.length > 1 && name.includes(brand)) return true;
  return taken.staffNames.some((one) => bare(one) === name);
}
