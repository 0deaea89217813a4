interface Bar {
  at: string;
  good: number;
  bad: number;
}

/** One bar a step, what went wrong in red at the foot; each says its time and counts. */
export function Bars({ bars, label, tip }: { bars: readonly Bar[]; label: string; tip: (bar: Bar) => string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.good + bar.bad));
  return (
    <div className="conn-bars" role="img" aria-label={label}>
      {bars.map((bar) => (
        <i key={bar.at} title={tip(bar)}>
          <b style={{ height: `${(bar.good / most) * 100}%` }} />
          <u style={{ height: `${(bar.bad / most) * 100}%` }} />
        </i>
      ))}
    </div>
  );
}
