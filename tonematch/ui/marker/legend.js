// What the marks on the photo mean.

function drawLegend(legend, entries) {
  const made = entries.map(({ picture, text }) => {
    const entry = document.createElement("li");
    const key = document.createElement("img");
    key.src = picture;
    key.alt = "";
    entry.append(key, text);
    return entry;
  });
  legend.replaceChildren(...made);
}
