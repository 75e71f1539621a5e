extension Shape {
  /// Checks that these are pictures, [batch, height, width, channels], large enough for a model: its
  /// poolings would say so too, but of their own inputs, whose size nobody chose.
  func checkPictures(atLeast least: Int, for model: any Layer) throws(ShapeError) {
    guard rank == 4 else {
      throw ShapeError("\(model.kind): [batch, height, width, channels] expected, found \(self)")
    }
    guard self[1] >= least, self[2] >= least else {
      throw ShapeError(
        "\(model.kind): pictures of \(least)x\(least) or more expected, found "
          + "\(self[1])x\(self[2]); enlarge them or choose a model for small ones")
    }
  }
}
