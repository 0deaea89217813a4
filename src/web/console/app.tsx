import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { RouterProvider } from "react-router";
import { sessionEndpoint } from "../../modules/brands/brands.contract.ts";
import { ApiError, keyOf, mayTryAgain } from "../api.ts";
import { pageLanguage } from "../language.ts";
import { Icon } from "../ui/icons.tsx";
import { ModeProvider, useMode } from "../ui/mode.tsx";
import { consoleTheme } from "../ui/theme.ts";
import { router } from "./router.tsx";

const isEnglish = pageLanguage() === "en";
const partsLocale = isEnglish ? enUS : zhCN;
dayjs.locale(isEnglish ? "en" : "zh-cn");

/** A session that ended elsewhere is noticed by the first answer that says so; the gate then asks to sign in. */
function noticeSignedOut(error: Error): void {
  if (error instanceof ApiError && error.status === 401 && error.code === "session.missing") {
    void client.invalidateQueries({ queryKey: keyOf(sessionEndpoint) });
  }
}

const arrow = <Icon name="down" size="xs" />;

const client = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: { staleTime: 15_000, retry: mayTryAgain, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

function Themed() {
  const { mode } = useMode();
  return (
    <ConfigProvider theme={consoleTheme(mode)} locale={partsLocale} button={{ autoInsertSpace: false }} select={{ suffixIcon: arrow }}>
      <RouterProvider router={router} />
    </ConfigProvider>
  );
}

export function App() {
  return (
    <QueryClientProvider client={client}>
      <ModeProvider>
        <Themed />
      </ModeProvider>
    </QueryClientProvider>
  );
}
