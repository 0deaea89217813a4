import { Navigate } from "react-router";
import { Loaded } from "../ui/loaded.tsx";
import { brandToOpen, useSession } from "./session.ts";

/** `/`: the first brand, the sign-in, or the making of the first brand. */
export function Start() {
  const session = useSession();
  return (
    <Loaded query={session} skeleton={<span />}>
      {({ user, brands, firstRun }) => {
        if (firstRun) return <Navigate to="/first-run" replace />;
        const slug = brandToOpen(brands.map((brand) => brand.slug));
        return <Navigate to={user && slug ? `/b/${slug}` : "/sign-in"} replace />;
      }}
    </Loaded>
  );
}
