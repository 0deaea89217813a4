import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { signInByTokenEndpoint, signInEndpoint, signOutEndpoint } from "../../modules/brands/brands.contract.ts";
import { ApiError, useAction } from "../api.ts";
import { errorText } from "../i18n/error-text.ts";
import { Button } from "../ui/button.tsx";
import { FormField } from "../ui/form-field.tsx";
import { BlockSkeleton } from "../ui/skeleton.tsx";
import { PasswordInput, TextInput } from "../ui/text-input.tsx";
import { EntryFrame, EntryProblem } from "./entry-frame.tsx";
import { useSession, useSessionRefresh } from "./session.ts";

/** Only addresses of this product are gone to after signing in. */
function safeNext(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.includes("\\") ? next : "/";
}

/** Signs in with a password, or at once with a one-time link `?token=…`. */
export function SignIn() {
  const [params] = useSearchParams();
  const session = useSession();
  const token = params.get("token");
  const next = safeNext(params.get("next"));
  if (token) return <TokenSignIn token={token} next={next} />;
  if (session.data?.user) return session.data.brands.length > 0 ? <Navigate to={next} replace /> : <NoBrand />;
  if (session.data?.firstRun) return <Navigate to="/first-run" replace />;
  return <PasswordSignIn next={next} />;
}

function PasswordSignIn({ next }: { next: string }) {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const refresh = useSessionRefresh();
  const password = useRef<HTMLInputElement>(null);
  const [login, setLogin] = useState("");
  const [secret, setSecret] = useState("");
  const [remember, setRemember] = useState(true);
  const signIn = useAction(signInEndpoint, {
    onDone: async () => {
      await refresh();
      await navigate(next, { replace: true });
    },
    onFailed: () => password.current?.select(),
  });
  const refused =
    signIn.error instanceof ApiError && signIn.error.status >= 400 && signIn.error.status < 500 && signIn.error.status !== 429;
  return (
    <EntryFrame title={t("signIn.title")} lead={t("signIn.lead")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ login: login.trim(), password: secret, remember });
        }}
      >
        <FormField label={t("signIn.login")}>
          <TextInput size="l" value={login} onChange={setLogin} name="username" autoComplete="username" autoFocus required />
        </FormField>
        <FormField label={t("signIn.password")} error={refused ? errorText(signIn.error) : undefined}>
          <PasswordInput
            ref={password}
            size="l"
            value={secret}
            onChange={setSecret}
            name="password"
            autoComplete="current-password"
            invalid={refused}
            required
          />
        </FormField>
        <label className="tick">
          <input type="checkbox" className="chk" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
          {t("signIn.remember")}
        </label>
        <EntryProblem error={refused ? null : signIn.error} />
        <Button type="submit" kind="primary" size="l" className="wide" busy={signIn.isPending}>
          {t("signIn.submit")}
        </Button>
      </form>
    </EntryFrame>
  );
}

/** Signed in, but of no brand: an invitation is missing. */
function NoBrand() {
  const { t } = useTranslation("shell");
  const refresh = useSessionRefresh();
  const signOut = useAction(signOutEndpoint, { onDone: refresh });
  return (
    <EntryFrame title={t("signIn.noBrand")} lead={t("signIn.noBrandWhy")}>
      <EntryProblem error={signOut.error} />
      <Button size="l" className="wide" busy={signOut.isPending} onClick={() => signOut.mutate({})}>
        {t("user.signOut")}
      </Button>
    </EntryFrame>
  );
}

function TokenSignIn({ token, next }: { token: string; next: string }) {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const refresh = useSessionRefresh();
  const asked = useRef(false);
  const signIn = useAction(signInByTokenEndpoint, {
    onDone: async () => {
      await refresh();
      await navigate(next, { replace: true });
    },
  });
  const { mutate } = signIn;
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    mutate({ token });
  }, [mutate, token]);
  if (!signIn.isError) {
    return (
      <EntryFrame title={t("signIn.token")}>
        <BlockSkeleton height={40} />
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t("signIn.tokenFailed")} lead={t("signIn.tokenWhy")}>
      <EntryProblem error={signIn.error instanceof ApiError && signIn.error.code === "session.link-used" ? null : signIn.error} />
      <Button kind="primary" size="l" className="wide" to="/sign-in">
        {t("signIn.usePassword")}
      </Button>
    </EntryFrame>
  );
}
