import { Refusal } from "../lib/refusal.ts";
import { ADDRESS_HEADER, type Auth, loginEmail } from "./auth.ts";

/** Signing in and out, and making the accounts of people; brands and roles are not its business. */
export interface Identity {
  signInByPassword(caller: Caller, ask: { login: string; password: string; remember: boolean }): Promise<void>;
  signInByToken(caller: Caller, token: string): Promise<void>;
  signOut(caller: Caller): Promise<void>;
  /** The new account's id; refuses a login that is taken. */
  createUser(account: { login: string; name: string; password: string }): Promise<string>;
  /** The account's id when the password is its own, null otherwise. */
  checkPassword(caller: Caller, ask: { login: string; password: string }): Promise<string | null>;
  makeSignInToken(login: string): Promise<string>;
}

export interface Caller {
  headers: Headers;
  setHeader: (name: string, value: string) => void;
}

export function openIdentity({ auth, makeSignInToken }: Auth, baseUrl: string): Identity {
  const ask = async (caller: Caller, method: "GET" | "POST", path: string, body?: unknown): Promise<Response> => {
    const headers = new Headers({ origin: new URL(baseUrl).origin, [ADDRESS_HEADER]: caller.headers.get(ADDRESS_HEADER) ?? "127.0.0.1" });
    for (const name of ["cookie", "user-agent"]) {
      const value = caller.headers.get(name);
      if (value) headers.set(name, value);
    }
    if (body !== undefined) headers.set("content-type", "application/json");
    const response = await auth.handler(
      new Request(`${baseUrl}/api/auth${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    );
    if (response.status === 429)
      throw new Refusal("limited", "session.too-many-tries", { retryAfterS: Number(response.headers.get("x-retry-after") ?? 60) });
    return response;
  };
  const keepCookies = (caller: Caller, response: Response) => {
    for (const cookie of response.headers.getSetCookie()) caller.setHeader("set-cookie", cookie);
  };
  const passwordAnswer = async (caller: Caller, login: string, password: string, remember: boolean) => {
    const response = await ask(caller, "POST", "/sign-in/email", { email: loginEmail(login), password, rememberMe: remember });
    if (response.status >= 500) throw new Error(`sign-in answered ${response.status}`);
    return response;
  };
  return {
    signInByPassword: async (caller, { login, password, remember }) => {
      const response = await passwordAnswer(caller, login, password, remember);
      if (!response.ok) throw new Refusal("unauthenticated", "session.wrong-password");
      keepCookies(caller, response);
    },
    signInByToken: async (caller, token) => {
      const response = await ask(caller, "GET", `/magic-link/verify?token=${encodeURIComponent(token)}`);
      const location = response.headers.get("location") ?? "";
      if (response.status >= 400 || location.includes("error=")) throw new Refusal("unauthenticated", "session.link-used");
      keepCookies(caller, response);
    },
    signOut: async (caller) => keepCookies(caller, await ask(caller, "POST", "/sign-out", {})),
    createUser: async ({ login, name, password }) => {
      try {
        const { user } = await auth.api.signUpEmail({ body: { email: loginEmail(login), name, password } });
        return user.id;
      } catch (error) {
        if (error instanceof Error && "status" in error && error.status === "UNPROCESSABLE_ENTITY")
          throw new Refusal("conflict", "session.login-taken", { login });
        throw error;
      }
    },
    checkPassword: async (caller, { login, password }) => {
      const response = await passwordAnswer(caller, login, password, false);
      if (!response.ok) return null;
      const body = (await response.json()) as { user?: { id?: string } };
      return body.user?.id ?? null;
    },
    makeSignInToken: (login) => makeSignInToken(loginEmail(login)),
  };
}
