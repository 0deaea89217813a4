import "./controls.css";

const onMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

/** A key as it is called on this machine: `⌘K` reads `Ctrl K` away from a Mac. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd>{onMac ? keys : keys.replace("⌘", "Ctrl ")}</kbd>;
}
