import { Link as RouterLink, useNavigate } from "react-router";
import type { ComponentProps } from "react";
import { brandSlug } from "../client.ts";

/** `groups/12` inside the brand of the page; a path that starts with `/` or `?` stays as it is. */
export function hrefOf(to: string): string {
  return to.startsWith("/") || to.startsWith("?") || to.startsWith("#") ? to : `/b/${brandSlug()}/${to}`;
}

type LinkProps = Omit<ComponentProps<typeof RouterLink>, "to"> & { to: string };

/** A link to a page of the brand: `<Link to="groups/12">`; `className="lnk"` draws it as a word in the brand's colour. */
export function Link({ to, ...rest }: LinkProps) {
  return <RouterLink to={hrefOf(to)} {...rest} />;
}

/** Goes to a page of the brand: `go("groups/12")`. */
export function useGo(): (to: string) => void {
  const navigate = useNavigate();
  return (to) => void navigate(hrefOf(to));
}
