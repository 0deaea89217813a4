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
  /** The id of the account with this login, null where there is none. */
  findUser(login: string): Promise<string | null>;
  /** Begins a session without asking for a password; never limited, so only for callers who just proved who they are. */
  beginSession(caller: Caller, userId: string): Promise<void>;
  /** Ends every other session of the person. */
  changePassword(caller: Caller, ask: { current: string; password: string }): Promise<void>;
  /** A token by which somebody sets a new password for the account, once, within a day. */
  makePasswordToken(userId: string): Promise<string>;
  /** Sets the password the token is for and ends the account's sessions; answers the account's id. */
  usePasswordToken(caller: Caller, ask: { token: string; password: string }): Promise<string>;
}

export interface Caller {
  headers: Headers;
  setHeader: (name: string, value: string) => void;
}

export function openIdentity(parts: Auth, baseUrl: string): Identity {
  const { auth } = parts;
  const ask = async (caller: Caller, method: "GET" | "POST", path: string, body?: unknown): Promise<Response> => {
    const headers = new Headers({ origin: new URL(baseUrl).origin, [ADDRESS_HEADER]: addressOf(caller) });
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
    const retryAfterS = await parts.tries.take(addressOf(caller));
    if (retryAfterS !== null) throw new Refusal("limited", "session.too-many-tries", { retryAfterS });
    const response = await ask(caller, "POST", "/sign-in/email", { email: loginEmail(login), password, rememberMe: remember });
    if (response.status >= 500) throw new Error(`sign-in answered ${response.status}`);
    if (response.ok) await parts.tries.giveBack(addressOf(caller));
    return response;
  };
  const beginSession = async (caller: Caller, userId: string) => {
    const user = await parts.findUser({ id: userId });
    if (!user) throw new Error("no such account");
    const token = await parts.makeSignInToken(user.email);
    const headers = new Headers({ "user-agent": caller.headers.get("user-agent") ?? "", [ADDRESS_HEADER]: addressOf(caller) });
    keepCookies(caller, await auth.api.magicLinkVerify({ query: { token }, headers, asResponse: true }));
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
    makeSignInToken: (login) => parts.makeSignInToken(loginEmail(login)),
    findUser: async (login) => (await parts.findUser({ email: loginEmail(login) }))?.id ?? null,
    beginSession,
    changePassword: async (caller, { current, password }) => {
      const response = await ask(caller, "POST", "/change-password", {
        currentPassword: current,
        newPassword: password,
        revokeOtherSessions: true,
      });
      if (response.status >= 500) throw new Error(`change-password answered ${response.status}`);
      if (response.status === 401) throw new Refusal("unauthenticated", "session.missing");
      if (!response.ok) throw new Refusal("invalid", "session.wrong-current-password");
      keepCookies(caller, response);
    },
    makePasswordToken: parts.makePasswordToken,
    usePasswordToken: async (caller, { token, password }) => {
      const userId = await parts.findPasswordToken(token);
      const response = await ask(caller, "POST", "/reset-password", { token, newPassword: password });
      if (response.status >= 500) throw new Error(`reset-password answered ${response.status}`);
      if (!response.ok || !userId) throw new Refusal("unauthenticated", "session.link-used");
      return userId;
    },
  };
}

const addressOf = (caller: Caller) => caller.headers.get(ADDRESS_HEADER) ?? "127.0.0.1";
