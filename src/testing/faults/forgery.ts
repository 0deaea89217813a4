import type { TestBrand } from "../brand-on.ts";

type Dice = () => number;

export interface ForgeryResult {
  tries: number;
  accepted: number;
  /** Answers that are neither a refusal nor an entry. */
  broken: number;
  /** The true cookie was let in before and after. */
  trueAccepted: boolean;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const word = (roll: Dice, length: number) => Array.from({ length }, () => LETTERS[Math.floor(roll() * LETTERS.length)]).join("");

/** One letter is another; the last of a signature are left alone, for several spell the same bytes. */
function bend(cookie: string, roll: Dice): string {
  const from = cookie.indexOf("=") + 1;
  const at = from + Math.floor(roll() * (cookie.length - from - 10));
  const old = cookie[at] ?? "";
  if (!LETTERS.includes(old)) return bend(cookie, roll);
  const other = LETTERS[(LETTERS.indexOf(old) + 1 + Math.floor(roll() * (LETTERS.length - 1))) % LETTERS.length];
  const bent = cookie.slice(0, at) + other + cookie.slice(at + 1);
  return isSame(bent, cookie) ? bend(cookie, roll) : bent;
}

/** `%2B` and `%2b` are one letter: such a cookie is the true one. */
function isSame(a: string, b: string): boolean {
  const upper = (text: string) => text.replaceAll(/%[0-9a-fA-F]{2}/g, (code) => code.toUpperCase());
  return upper(a) === upper(b);
}

/** Session cookies that nobody was given: made up, bent, cut, put together, and of a phone. */
export async function forgeSessions(test: TestBrand, tries: number, roll: Dice): Promise<ForgeryResult> {
  const app = await test.app();
  const own = await test.cookieOf(["owner"]);
  const other = await test.cookieOf(["owner"]);
  const base = `/api/v1/b/${test.brand.slug}`;
  const staffPath = `${base}/groups`;
  const phonePath = `${base}/phone/groups`;
  const enter = async (cookie: string, url: string) => (await app.inject({ method: "GET", url, headers: { cookie } })).statusCode;
  const [name = ""] = own.split("=");
  const signature = (cookie: string) => cookie.slice(cookie.indexOf(".") + 1);
  const token = (cookie: string) => cookie.slice(cookie.indexOf("=") + 1, cookie.indexOf("."));
  const makes: readonly (() => readonly [string, string])[] = [
    () => [`${name}=${word(roll, 32)}.${word(roll, 43)}%3D`, staffPath],
    () => [bend(own, roll), staffPath],
    () => [`${name}=${token(own)}.${signature(other)}`, staffPath],
    () => [own.slice(0, own.indexOf("=") + 1 + Math.floor(roll() * (own.length - own.indexOf("=") - 10))), staffPath],
    () => [`${name}=${token(own)}`, staffPath],
    () => [`${name}=${word(roll, 1 + Math.floor(roll() * 300))}`, staffPath],
    () => [`qunce_member_${test.brand.slug}=${word(roll, 32)}`, phonePath],
    () => [`qunce_member_${test.brand.slug}=${token(own)}`, phonePath],
    () => [`${own.replace(name, `${name}_`)}; ${name}=`, staffPath],
  ];
  const before = await enter(own, staffPath);
  const answers: number[] = [];
  for (let from = 0; from < tries; from += 25) {
    const batch = Array.from({ length: Math.min(25, tries - from) }, (_, i) => makes[(from + i) % makes.length]?.() ?? ["", staffPath]);
    answers.push(...(await Promise.all(batch.map(([cookie, url]) => enter(cookie, url)))));
  }
  const after = await enter(own, staffPath);
  return {
    tries,
    accepted: answers.filter((status) => status < 400).length,
    broken: answers.filter((status) => status >= 400 && ![400, 401, 403, 404].includes(status)).length,
    trueAccepted: before === 200 && after === 200,
  };
}

export interface GuessResult {
  tries: number;
  /** Guesses that were compared with the password at all. */
  judged: number;
  lockedOut: number;
  accepted: number;
  /** The true password from the address that guessed, and from another one. */
  trueHere: number;
  trueElsewhere: number;
  minutes: number;
}

/** One address guesses the password of one account. */
export async function guessPasswords(test: TestBrand, tries: number, roll: Dice): Promise<GuessResult> {
  const app = await test.app();
  const login = `target-${word(roll, 8)}@example.cn`;
  const password = word(roll, 20);
  const userId = await test.runtime.identity.createUser({ login, name: "目标", password });
  await test.staff(["operator"], test.headquartersId, "目标", userId);
  const signIn = async (guess: string, remoteAddress: string) =>
    (await app.inject({ method: "POST", url: "/api/v1/session/password", payload: { login, password: guess }, remoteAddress })).statusCode;
  const begun = performance.now();
  const answers: number[] = [];
  for (let i = 0; i < tries; i++) answers.push(await signIn(word(roll, 12), "10.77.0.1"));
  const trueHere = await signIn(password, "10.77.0.1");
  const trueElsewhere = await signIn(password, "10.77.0.2");
  return {
    tries,
    judged: answers.filter((status) => status === 401).length,
    lockedOut: answers.filter((status) => status === 429).length,
    accepted: answers.filter((status) => status < 400).length,
    trueHere,
    trueElsewhere,
    minutes: Math.ceil((performance.now() - begun) / 60_000),
  };
}
