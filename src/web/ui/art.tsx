/** A basket with a word and a fruit: nothing there yet. */
export function Basket() {
  return (
    <svg className="art" viewBox="0 0 160 112" width={160} height={112} aria-hidden>
      <ellipse cx="80" cy="101" rx="58" ry="7" fill="var(--hover)" />
      <path d="M34 56h92l-9 38a7 7 0 0 1-7 5H50a7 7 0 0 1-7-5L34 56Z" fill="var(--brand-soft)" stroke="var(--b300)" strokeWidth="1.5" />
      <path d="M38 72h84M42 86h76" stroke="var(--b300)" strokeWidth="1.5" />
      <path d="M48 56c0-44 64-44 64 0" fill="none" stroke="var(--b300)" strokeWidth="1.5" />
      <rect x="66" y="22" width="52" height="30" rx="7" fill="var(--bg)" stroke="var(--b400)" strokeWidth="1.5" />
      <path d="M78 52v8l9-8" fill="var(--bg)" stroke="var(--b400)" strokeWidth="1.5" strokeLinejoin="round" />
      <path d="M76 33h32M76 41h20" stroke="var(--b300)" strokeWidth="1.5" strokeLinecap="round" />
      <circle cx="44" cy="38" r="10" fill="#F6C27A" stroke="#DC9A22" strokeWidth="1.5" />
      <path d="M44 28q6-7 11-3-4 5-11 3Z" fill="#7FB58A" />
    </svg>
  );
}
