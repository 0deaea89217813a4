import { lazy } from "react";
import { createBrowserRouter } from "react-router";
import type { RouteObject } from "react-router";
import { BrandGate } from "./brand-gate.tsx";
import { Broken } from "./broken.tsx";
import { BrandHome, PageFrame } from "./page-frame.tsx";
import { Missing } from "./missing.tsx";
import { pages } from "./pages.ts";
import { Start } from "./start.tsx";

const SignIn = lazy(() => import("./sign-in.tsx").then((part) => ({ default: part.SignIn })));
const FirstRun = lazy(() => import("./first-run.tsx").then((part) => ({ default: part.FirstRun })));
const NewPassword = lazy(() => import("./new-password.tsx").then((part) => ({ default: part.NewPassword })));
const AcceptInvite = lazy(() => import("./invite.tsx").then((part) => ({ default: part.AcceptInvite })));

const pageRoutes: RouteObject[] = pages.map((page) => {
  const Shown = lazy(() => page.load().then((part) => ({ default: part })));
  return { path: page.path, element: <PageFrame page={page} Shown={Shown} />, errorElement: <Broken /> };
});

export const router = createBrowserRouter([
  {
    errorElement: <Broken />,
    children: [
      { path: "/", element: <Start /> },
      { path: "/sign-in", element: <SignIn /> },
      { path: "/first-run", element: <FirstRun /> },
      { path: "/new-password", element: <NewPassword /> },
      { path: "/b/:brand/invite/:token", element: <AcceptInvite /> },
      {
        path: "/b/:brand",
        element: <BrandGate />,
        children: [{ index: true, element: <BrandHome /> }, ...pageRoutes, { path: "*", element: <Missing /> }],
      },
      { path: "*", element: <Missing whole /> },
    ],
  },
]);
