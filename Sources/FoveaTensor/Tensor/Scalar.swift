// The one typealias of the element, seen by everything that sees tensors, and the list of activations.
@_exported import enum FoveaKernels.Activation
@_exported import typealias FoveaKernels.Scalar
