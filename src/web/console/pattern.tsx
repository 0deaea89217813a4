const [across, down, wide, high] = [88, 80, 704, 880];
const lit = new Set(["3:0", "6:1", "3:2", "6:2", "5:3", "4:5"]);
const amber = "5:6";
/** Left of here and below there stand the words. */
const words = { left: 430, top: 600 };

interface Sign {
  key: string;
  x: number;
  y: number;
  opacity: number;
  color?: string;
}

function signs(): Sign[] {
  const all: Sign[] = [];
  for (let row = 0; row * down < high; row++) {
    for (let column = 0; column * across < wide + across; column++) {
      const key = `${column}:${row}`;
      const [x, y] = [26 + column * across + (row % 2) * 44 - 44, 28 + row * down];
      if (x < words.left && y > words.top) continue;
      const far = Math.hypot((x - 560) / 560, (y - 260) / 460);
      all.push({
        key,
        x,
        y,
        opacity: Math.max(0.06, 0.42 * (1 - far)),
        ...(key === amber ? { color: "#F0B65A" } : lit.has(key) ? { color: "#8FE0E6" } : {}),
      });
    }
  }
  return all;
}

const drawn = signs();

/** The mark again and again, a few of them lit: many groups, each with its day. */
export function Pattern() {
  return (
    <svg
      viewBox={`0 0 ${wide - 44} ${high - 20}`}
      preserveAspectRatio="xMidYMid slice"
      fill="none"
      stroke="#BFE3E6"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {drawn.map(({ key, x, y, opacity, color }) => (
        <path
          key={key}
          d={`M${x - 9} ${y + 14}l9-14 9 14M${x - 21} ${y + 34}l9-14 8 12M${x + 21} ${y + 34}l-9-14-8 12`}
          opacity={color ? 1 : opacity}
          stroke={color}
        />
      ))}
    </svg>
  );
}
