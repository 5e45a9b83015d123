// Places and lines on the photo, and of the many points a pen gives those that matter.

const MOST_LINE_POINTS = 400;

function distance([x0, y0], [x1, y1]) {
  return Math.hypot(x1 - x0, y1 - y0);
}

function distanceToPiece([x, y], [x0, y0], [x1, y1]) {
  const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
  const along = length ? Math.min(1, Math.max(0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length)) : 0;
  return Math.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0));
}

// The middle of places; none where there are none.
function middle(points) {
  if (!points?.length) return undefined;
  return [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
}

// The area within a closed line.
function area(points) {
  const twice = points.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

// Leaves out points that lie within `tolerance` of the line through the others (Ramer, Douglas and Peucker).
function simplified(points, tolerance) {
  const kept = new Set([0, points.length - 1]);
  const pieces = [[0, points.length - 1]];
  while (pieces.length) {
    const [first, last] = pieces.pop();
    let farthest = first;
    let reach = tolerance;
    for (let index = first + 1; index < last; index += 1) {
      const off = distanceToPiece(points[index], points[first], points[last]);
      if (off > reach) [farthest, reach] = [index, off];
    }
    if (farthest === first) continue;
    kept.add(farthest);
    pieces.push([first, farthest], [farthest, last]);
  }
  const line = points.filter((_, index) => kept.has(index));
  return line.length > MOST_LINE_POINTS ? simplified(points, 2 * tolerance) : line;
}
