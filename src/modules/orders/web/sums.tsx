/** The sums of a list in a line: name and figure, and in grey what they are the sums of. */
export function Sums({ items, note }: { items: readonly (readonly [string, string])[]; note?: string }) {
  return (
    <div className="orders-sums">
      {items.map(([name, figure]) => (
        <div key={name}>
          <p className="mut sm12">{name}</p>
          <b className="h16">{figure}</b>
        </div>
      ))}
      <span className="sp" />
      {note ? <span className="mut">{note}</span> : null}
    </div>
  );
}
