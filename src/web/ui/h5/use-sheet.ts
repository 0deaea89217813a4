import { useCallback } from "react";
import { useLocation, useNavigate } from "react-router";

/** Which sheet is open lies in the history, so the web view's back closes it and a reload keeps it. */
export function useSheet(name: string): { open: boolean; show: () => void; hide: () => void } {
  const location = useLocation();
  const navigate = useNavigate();
  const state: unknown = location.state;
  const open = typeof state === "object" && state !== null && "sheet" in state && state.sheet === name;
  const show = useCallback(() => void navigate(location, { state: { sheet: name } }), [navigate, location, name]);
  const hide = useCallback(() => void navigate(-1), [navigate]);
  return { open, show, hide };
}
