import Fovea

// What is to be looked at: mistakes, kernels, maps.
extension RunReport {
  /// Pictures of a grid are at most so many pixels a side.
  private static let galleryPixels = 96

  /// The mistakes that the model was surest of.
  var mistakes: HTML {
    guard let trial = data.trial, !trial.mistakes.isEmpty, [1, 3].contains(trial.data.channels)
    else { return .nothing }
    let items = trial.mistakes.compactMap { mistake -> (picture: HTML, caption: String)? in
      let name = data.classNames[mistake.label].printable
      let taken = data.classNames[mistake.taken].printable
      let picture = trial.data.picture(at: mistake.index).fitted(into: Self.galleryPixels)
      return picture.html(name).map {
        let place = trial.data.file(at: mistake.index)?.printable ?? "\(mistake.index)"
        return ($0, "\(name), taken for \(taken) \(mistake.probability.percent) % (\(place))")
      }
    }
    return Page.section(
      "Worst mistakes",
      note: "\(trial.name); those that the model was surest of, its probability, and the picture's "
        + "file, or its place in the set", isWide: true, Page.gallery(items))
  }

  /// The first layer's kernels, and what the layers make of a picture.
  var inside: HTML {
    guard let inside = data.inside else { return .nothing }
    var parts: [HTML] = []
    if let kernels = inside.kernels,
      let picture = kernels.sheet.html("kernels", zoom: 2)
    {
      parts += [.element("h3", [], .text("Kernels of \(kernels.path): \(kernels.note)")), picture]
    }
    if let sample = inside.sample, !inside.maps.isEmpty,
      let picture = sample.enlarged.html(inside.sampleClass)
    {
      parts += [
        .element("h3", [], .text("A picture of class \(inside.sampleClass.printable)")), picture,
      ]
      for maps in inside.maps.prefix(5) {
        guard let sheet = maps.sheet.html("maps of \(maps.path)", zoom: 2) else { continue }
        let count = maps.maps.shape[2]
        let shown = min(count, FeatureMaps.shown)
        parts += [
          .element(
            "h3", [],
            .text(
              "\(maps.path) (\(maps.kind)): \(shown < count ? "\(shown) of " : "")"
                + "\(count.counted("map")) of \(maps.maps.shape[0])x\(maps.maps.shape[1])")),
          sheet,
        ]
      }
    }
    if parts.isEmpty { return .nothing }
    return Page.section(
      "Inside the network",
      note: "weights of \(inside.name); each map from its least, black, to its largest, white",
      isWide: true, .all(parts))
  }
}

extension Picture {
  /// The picture in a page, as many times as large; nil when it is larger than PNG can hold.
  func html(_ text: String, zoom: Int = 1) -> HTML? {
    guard let bytes = try? PNG.encoded(self) else { return nil }
    return .picture(
      bytes, type: "image/png", text: text.printable, width: zoom > 1 ? zoom * width : nil)
  }

  /// The picture, made smaller where a side is longer than that.
  func fitted(into side: Int) -> Picture {
    let longest = max(width, height)
    if longest <= side { return self }
    return resized(width: max(1, width * side / longest), height: max(1, height * side / longest))
  }

  /// A small picture made larger by whole pixels, a large one smaller.
  fileprivate var enlarged: Picture {
    let side = 96
    let zoom = side / max(width, height, 1)
    return zoom > 1 ? ContactSheet([[self]], zoom: zoom, gap: 0).picture : fitted(into: 2 * side)
  }
}
