import { betterAuth } from "better-auth";
import { magicLink } from "better-auth/plugins";
import type pg from "pg";

export interface AuthOptions {
  pool: pg.Pool;
  secret: string;
  baseUrl: string;
  /** Whether a request's Origin is one of this machine's own addresses or the configured one. */
  isTrustedOrigin: (origin: string) => boolean;
}

/** The header in which the server tells better-auth the caller's address; never taken from outside. */
export const ADDRESS_HEADER = "x-qunce-address";

const DAY_S = 86_400;

/** The sign-in of people. Everything about brands and roles is the product's own. */
export function openAuth(options: AuthOptions) {
  const freshLinks = new Map<string, string>();
  const auth = betterAuth({
    appName: "Qunce",
    database: options.pool,
    secret: options.secret,
    baseURL: options.baseUrl,
    basePath: "/api/auth",
    trustedOrigins: (request) => {
      const origin = request?.headers.get("origin");
      return origin && options.isTrustedOrigin(origin) ? [origin] : [];
    },
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128, autoSignIn: false },
    session: { expiresIn: 14 * DAY_S, updateAge: DAY_S },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "rateLimit",
      window: 60,
      max: 300,
      customRules: { "/sign-in/email": { window: 60, max: 5 }, "/magic-link/verify": { window: 60, max: 20 } },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      cookiePrefix: "qunce",
      useSecureCookies: options.baseUrl.startsWith("https:"),
    },
    telemetry: { enabled: false },
    plugins: [
      magicLink({
        expiresIn: DAY_S,
        disableSignUp: true,
        storeToken: "hashed",
        sendMagicLink: ({ email, token }) => {
          freshLinks.set(email, token);
        },
      }),
    ],
  });
  return {
    auth,
    /** A sign-in token for one use within a day. */
    makeSignInToken: async (email: string): Promise<string> => {
      await auth.api.signInMagicLink({ body: { email }, headers: new Headers() });
      const token = freshLinks.get(email);
      freshLinks.delete(email);
      if (!token) throw new Error("no sign-in token was made");
      return token;
    },
  };
}

export type Auth = ReturnType<typeof openAuth>;

/** One sign-in name for people who have a mail address and those who only have a phone number. */
export function loginEmail(login: string): string {
  const trimmed = login.trim().toLowerCase();
  return trimmed.includes("@") ? trimmed : `${trimmed.replace(/\D/g, "")}@phone.invalid`;
}
