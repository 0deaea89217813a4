import { useEffect, useMemo } from "react";
import { Navigate, useLocation, useParams } from "react-router";
import type { Session, SessionBrand } from "../../modules/brands/brands.contract.ts";
import { BrandContext } from "../brand.tsx";
import { brandState } from "../brand-state.ts";
import { Loaded } from "../ui/loaded.tsx";
import { ZoneContext } from "../ui/zone.tsx";
import { Missing } from "./missing.tsx";
import { rememberBrand, useSession } from "./session.ts";
import { Shell } from "./shell.tsx";

/** Lets in who is signed in and works for the brand of the address. */
export function BrandGate() {
  const { brand: slug = "" } = useParams();
  const location = useLocation();
  const session = useSession();
  useEffect(() => rememberBrand(slug), [slug]);
  return (
    <Loaded query={session} skeleton={<span />}>
      {({ user, brands }) => {
        if (!user) return <Navigate to={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`} replace />;
        const brand = brands.find((one) => one.slug === slug);
        if (!brand) return <Missing whole />;
        return <InBrand key={slug} brand={brand} user={user} brands={brands} />;
      }}
    </Loaded>
  );
}

function InBrand({ brand, user, brands }: { brand: SessionBrand; user: NonNullable<Session["user"]>; brands: SessionBrand[] }) {
  const state = useMemo(() => brandState(brand, user), [brand, user]);
  return (
    <BrandContext value={state}>
      <ZoneContext value={brand.offsetMinutes}>
        <Shell brands={brands} />
      </ZoneContext>
    </BrandContext>
  );
}
