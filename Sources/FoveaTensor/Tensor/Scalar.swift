// The one typealias of the element, seen by everything that sees tensors.
@_exported import typealias FoveaKernels.Scalar
