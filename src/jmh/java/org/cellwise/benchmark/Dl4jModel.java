package org.cellwise.benchmark;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Deeplearning4j. Batches are cut once and keep their rows, which spares it the picking. */
final class Dl4jModel implements Model {
    private final MultiLayerNetwork network;
    private final List<DataSet> batches;
    private final Random random = new Random(1);
    private int next;

    Dl4jModel(Task task, int threads) {
        Examples examples = task.examples();
        int classes = Arrays.stream(examples.labels()).max().orElseThrow() + 1;
        INDArray features = Nd4j.create(examples.floats());
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        INDArray targets = Nd4j.zeros(examples.labels().length, classes);
        for (int i = 0; i < examples.labels().length; i++) {
            targets.putScalar(i, examples.labels()[i], 1);
        }
        batches = new DataSet(features, targets).batchBy(task.batchSize);
        network = network(task);
    }

    private static MultiLayerNetwork network(Task task) {
        var common = new NeuralNetConfiguration.Builder().seed(42);
        if (task.batchSize < 16) {
            common.updater(new Sgd(0.1)).activation(Activation.SIGMOID);
        } else {
            common.updater(new Adam(task == Task.IRIS ? 0.01 : 0.001)).activation(Activation.RELU);
        }
        var list = common.list();
        switch (task) {
            case TINY_1, TINY_4 ->
                list.layer(dense(4))
                        .layer(dense(4))
                        .layer(new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(2)
                                .activation(Activation.SIGMOID)
                                .build())
                        .setInputType(InputType.feedForward(3));
            case IRIS ->
                list.layer(dense(16)).layer(dense(16)).layer(softmax(3)).setInputType(InputType.feedForward(4));
            case DENSE ->
                list.layer(dense(256)).layer(dense(128)).layer(softmax(10)).setInputType(InputType.feedForward(784));
            case CONV ->
                list.layer(convolution(16))
                        .layer(pool())
                        .layer(convolution(32))
                        .layer(pool())
                        .layer(dense(128))
                        .layer(softmax(10))
                        .setInputType(InputType.convolutionalFlat(28, 28, 1));
        }
        var network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    private static DenseLayer dense(int units) {
        return new DenseLayer.Builder().nOut(units).build();
    }

    private static ConvolutionLayer convolution(int filters) {
        return new ConvolutionLayer.Builder(3, 3).nOut(filters).build();
    }

    private static SubsamplingLayer pool() {
        return new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build();
    }

    private static OutputLayer softmax(int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }

    @Override
    public void step() {
        network.fit(batches.get(next++ % batches.size()));
    }

    @Override
    public void train(int epochs) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            Collections.shuffle(batches, random);
            batches.forEach(network::fit);
        }
    }

    @Override
    public Object predict(double[] row) {
        float[] floats = new float[row.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) row[i];
        }
        return network.output(Nd4j.create(floats, 1, floats.length)).toFloatVector();
    }
}
