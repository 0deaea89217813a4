import { betterAuth, type BetterAuthOptions } from "better-auth";
import { magicLink } from "better-auth/plugins";
import type pg from "pg";
import { isPassing } from "./db.ts";
import type { Log } from "./log.ts";
import { newToken } from "./random.ts";
import { openTries } from "./tries.ts";

export interface AuthOptions {
  pool: pg.Pool;
  secret: string;
  log: Log;
  baseUrl: string;
  /** Whether a request's Origin is one of this machine's own addresses or the configured one. */
  isTrustedOrigin: (origin: string) => boolean;
}

/** The header in which the server tells better-auth the caller's address; never taken from outside. */
export const ADDRESS_HEADER = "x-qunce-address";

const DAY_S = 86_400;

/** The name under which better-auth's own `/reset-password` looks for a token. */
const passwordTicket = (token: string) => `reset-password:${token}`;

interface AuthUser {
  id: string;
  email: string;
}

/** What we use of better-auth, written down: its own inferred type is two hundred thousand types for every file that touches it. */
interface AuthCore {
  options: BetterAuthOptions;
  handler(request: Request): Promise<Response>;
  api: {
    getSession(call: { headers: Headers }): Promise<{ user: AuthUser } | null>;
    signUpEmail(call: { body: { email: string; name: string; password: string } }): Promise<{ user: AuthUser }>;
    signInMagicLink(call: { body: { email: string; metadata: Record<string, string> }; headers: Headers }): Promise<unknown>;
    magicLinkVerify(call: { query: { token: string }; headers: Headers; asResponse: true }): Promise<Response>;
  };
  $context: Promise<{
    internalAdapter: {
      createVerificationValue(row: { identifier: string; value: string; expiresAt: Date }): Promise<unknown>;
      findVerificationValue(identifier: string): Promise<{ value: string; expiresAt: Date } | null>;
      findUserById(id: string): Promise<AuthUser | null>;
      findUserByEmail(email: string): Promise<{ user: AuthUser } | null>;
    };
  }>;
}

/** The sign-in of people. Everything about brands and roles is the product's own. */
export function openAuth(options: AuthOptions) {
  const freshLinks = new Map<string, string>();
  const auth = betterAuth<BetterAuthOptions>({
    appName: "Qunce",
    database: options.pool,
    secret: options.secret,
    baseURL: options.baseUrl,
    basePath: "/api/auth",
    trustedOrigins: (request) => {
      const origin = request?.headers.get("origin");
      return origin && options.isTrustedOrigin(origin) ? [origin] : [];
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      autoSignIn: false,
      revokeSessionsOnPasswordReset: true,
    },
    verification: { storeIdentifier: "hashed" },
    // Who a login belongs to is vouched for by an invitation; a one-time link to an unproven login would take its password away.
    databaseHooks: { user: { create: { before: async (user) => ({ data: { ...user, emailVerified: true } }) } } },
    session: { expiresIn: 14 * DAY_S, updateAge: DAY_S },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "rateLimit",
      window: 60,
      max: 300,
      customRules: {
        // Only wrong passwords count, see `tries`.
        "/sign-in/email": false,
        "/change-password": { window: 60, max: 5 },
        "/magic-link/verify": { window: 60, max: 20 },
        "/reset-password": { window: 60, max: 20 },
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      cookiePrefix: "qunce",
      useSecureCookies: options.baseUrl.startsWith("https:"),
    },
    telemetry: { enabled: false },
    logger: {
      level: "error",
      // Whoever asked is refused, and says so, where the database is away.
      log: (_level, message, ...details: unknown[]) => {
        const error = details.find((one) => one instanceof Error);
        if (!isPassing(error)) options.log.error({ err: error }, `sign-in: ${message}`);
      },
    },
    plugins: [
      magicLink({
        expiresIn: DAY_S,
        disableSignUp: true,
        storeToken: "hashed",
        sendMagicLink: ({ token, metadata }) => {
          freshLinks.set(String(metadata?.["ask"]), token);
        },
      }),
    ],
  }) as unknown as AuthCore;
  return {
    auth,
    tries: openTries(options.pool),
    /** A sign-in token for one use within a day. */
    makeSignInToken: async (email: string): Promise<string> => {
      const ask = newToken();
      await auth.api.signInMagicLink({ body: { email, metadata: { ask } }, headers: new Headers() });
      const token = freshLinks.get(ask);
      freshLinks.delete(ask);
      if (!token) throw new Error("no sign-in token was made");
      return token;
    },
    /** A token for one new password, within a day. */
    makePasswordToken: async (userId: string): Promise<string> => {
      const { internalAdapter } = await auth.$context;
      const token = newToken();
      await internalAdapter.createVerificationValue({
        identifier: passwordTicket(token),
        value: userId,
        expiresAt: new Date(Date.now() + DAY_S * 1000),
      });
      return token;
    },
    /** Whose password the token may set; null when it was used, or is too old. */
    findPasswordToken: async (token: string): Promise<string | null> => {
      const { internalAdapter } = await auth.$context;
      const ticket = await internalAdapter.findVerificationValue(passwordTicket(token));
      return ticket && ticket.expiresAt > new Date() ? ticket.value : null;
    },
    findUser: async (by: { id: string } | { email: string }): Promise<{ id: string; email: string } | null> => {
      const { internalAdapter } = await auth.$context;
      return "id" in by ? internalAdapter.findUserById(by.id) : ((await internalAdapter.findUserByEmail(by.email))?.user ?? null);
    },
  };
}

export type Auth = ReturnType<typeof openAuth>;

/** One sign-in name for people who have a mail address and those who only have a phone number. */
export function loginEmail(login: string): string {
  const trimmed = login.trim().toLowerCase();
  return trimmed.includes("@") ? trimmed : `${trimmed.replace(/\D/g, "")}@phone.invalid`;
}
