import { Component, lazy, Suspense, type ReactNode } from "react";
import { BrowserRouter, Route, Routes } from "react-router";
import { EmptyState, ErrorState, RowBones } from "../ui/h5/states.tsx";
import { Page } from "../ui/h5/page.tsx";
import { Toasts } from "../ui/h5/toast.tsx";
import { BrandPaint } from "./brand.tsx";
import { routerBase } from "./place.ts";
import { t } from "./words.ts";

const HomePage = lazy(() => import("../../modules/members/web/home.h5.tsx").then((m) => ({ default: m.HomePage })));
const JoinPage = lazy(() => import("../../modules/members/web/join.h5.tsx").then((m) => ({ default: m.JoinPage })));
const PrivacyPage = lazy(() => import("../../modules/members/web/privacy.h5.tsx").then((m) => ({ default: m.PrivacyPage })));
const ChatPage = lazy(() => import("../../modules/messages/web/chat.h5.tsx").then((m) => ({ default: m.ChatPage })));

function Waiting() {
  return (
    <Page title={t("common.groups")}>
      <RowBones rows={3} />
    </Page>
  );
}

function NotFound() {
  return (
    <Page title={t("common.groups")}>
      <EmptyState icon="info" title={t("app.noPage")}>
        {t("app.noPageWhy")}
      </EmptyState>
    </Page>
  );
}

/** A fault of ours, or a page of an older build that is gone: reading the page anew mends both. */
class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Page title={t("common.groups")}>
        <ErrorState title={t("app.broken")} onRetry={() => location.reload()}>
          {t("app.brokenWhy")}
        </ErrorState>
      </Page>
    );
  }
}

export function App() {
  return (
    <Guard>
      <BrowserRouter basename={routerBase}>
        <Toasts>
          <BrandPaint>
            <Suspense fallback={<Waiting />}>
              <Routes>
                <Route path="/" element={<HomePage />} />
                <Route path="/join/:token" element={<JoinPage />} />
                <Route path="/g/:groupId" element={<ChatPage />} />
                <Route path="/privacy" element={<PrivacyPage />} />
                <Route path="*" element={<NotFound />} />
              </Routes>
            </Suspense>
          </BrandPaint>
        </Toasts>
      </BrowserRouter>
    </Guard>
  );
}
