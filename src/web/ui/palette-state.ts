const openers = new Set<() => void>();

/** Opens the command palette from anywhere. */
export function openPalette(): void {
  for (const open of openers) open();
}

/** The palette itself listens here; answers how to stop. */
export function onOpenPalette(open: () => void): () => void {
  openers.add(open);
  return () => openers.delete(open);
}
