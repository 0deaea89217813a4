/** Words by which a name claims to speak for the brand or to be a machine. */
const CLAIMS = [
  "官方",
  "客服",
  "管理员",
  "群主",
  "店长",
  "机器人",
  "小助手",
  "助理",
  "运营",
  "总部",
  "系统",
  "admin",
  "official",
  "robot",
  "bot",
  "system",
  "service",
];

/** Only what is read: spaces, dots and marks between the characters do not hide a word; full-width letters are letters. */
function bare(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** True where a member of this name would pass for staff, for a bot or for the brand itself. */
export function isReservedNickname(nickname: string, taken: { brandName: string; staffNames: readonly string[] }): boolean {
  const name = bare(nickname);
  if (CLAIMS.some((word) => (/^[a-z]/.test(word) ? new RegExp(`(^|[^a-z])${word}($|[^a-z])`).test(name) : name.includes(word))))
    return true;
  const brand = bare(taken.brandName);
  if (brand.length > 1 && name.includes(brand)) return true;
  return taken.staffNames.some((one) => bare(one) === name);
}
