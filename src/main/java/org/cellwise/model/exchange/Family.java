package org.cellwise.model.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.model.arrays.NamedArray;

/**
 * Networks whose arrays have names that are known, layer by layer in the order in which rows go through them. A line tells
 * of a layer: its kind, with a question mark where it may be missing; then the modules that it is in the file, several for
 * parts side by side; an equals sign before them where their matrices are inputs by outputs, as ours. After {@code blocks}
 * stands what all modules of a block begin with, up to {@code after}.
 *
 * @param sign the name of an array that only such a file has, with what may stand before all names as its first group
 * @param block what modules of a block begin with
 * @param counted whether blocks are those in the file, which have names of several numbers, rather than as many as ours
 */
record Family(Pattern sign, String block, boolean counted, List<Slot> before, List<Slot> each, List<Slot> after) {
    /**
     * A layer in the file.
     *
     * @param plain whether its matrices are inputs by outputs
     */
    record Slot(String kind, boolean optional, boolean plain, List<String> modules) {
        Slot in(String block) {
            return new Slot(
                    kind,
                    optional,
                    plain,
                    modules.stream()
                            .map(m -> block + "." + m.replace("|", "|" + block + "."))
                            .toList());
        }
    }

    private static final List<Family> ALL = List.of(
            of("h\\.0\\.attn\\.c_attn\\.weight", """
                    embedding wte
                    positions wpe
                    blocks h.#
                    layer_norm ln_1
                    self_attention = attn.c_attn attn.c_proj
                    layer_norm ln_2
                    dense = mlp.c_fc
                    dense = mlp.c_proj
                    after
                    layer_norm ln_f
                    dense? lm_head"""), // GPT-2 of Hugging Face, whose Conv1D keeps inputs by outputs
            of("encoder\\.layer\\.0\\.attention\\.self\\.query\\.weight", """
                    embedding embeddings.word_embeddings
                    positions embeddings.position_embeddings
                    segments? embeddings.token_type_embeddings
                    layer_norm embeddings.LayerNorm
                    blocks encoder.layer.#
                    self_attention attention.self.query attention.self.key attention.self.value attention.output.dense
                    layer_norm attention.output.LayerNorm
                    dense intermediate.dense
                    dense output.dense
                    layer_norm output.LayerNorm
                    after
                    dense? pooler.dense
                    dense? classifier"""), // BERT of Hugging Face
            of("encoder\\.layer\\.0\\.attention\\.attention\\.query\\.weight", """
                    patch_embedding embeddings.patch_embeddings.projection
                    class_token embeddings.cls_token
                    positions embeddings.position_embeddings
                    blocks encoder.layer.#
                    layer_norm layernorm_before
                    self_attention attention.attention.query attention.attention.key attention.attention.value attention.output.dense
                    layer_norm layernorm_after
                    dense intermediate.dense
                    dense output.dense
                    after
                    layer_norm layernorm
                    dense? pooler.dense
                    dense? classifier"""), // ViT of Hugging Face
            of("encoder\\.layers\\.encoder_layer_0\\.self_attention\\.in_proj_weight", """
                    patch_embedding conv_proj
                    class_token class_token
                    positions encoder.pos_embedding
                    blocks encoder.layers.encoder_layer_#
                    layer_norm ln_1
                    self_attention self_attention.in_proj self_attention.out_proj
                    layer_norm ln_2
                    dense mlp.0|mlp.linear_1
                    dense mlp.3|mlp.linear_2
                    after
                    layer_norm encoder.ln
                    dense? heads.head"""), // ViT of torchvision
            of("blocks\\.0\\.attn\\.qkv\\.weight", """
                    patch_embedding patch_embed.proj
                    class_token cls_token
                    positions pos_embed
                    blocks blocks.#
                    layer_norm norm1
                    self_attention attn.qkv attn.proj
                    layer_norm norm2
                    dense mlp.fc1
                    dense mlp.fc2
                    after
                    layer_norm norm
                    dense? head"""), // ViT of timm
            of("layers\\.0\\.self_attn\\.q_proj\\.weight", """
                    embedding embed_tokens
                    blocks layers.#
                    rms_norm input_layernorm
                    self_attention self_attn.q_proj self_attn.k_proj self_attn.v_proj self_attn.o_proj
                    rms_norm post_attention_layernorm
                    swi_glu mlp.gate_proj mlp.up_proj
                    dense mlp.down_proj
                    after
                    rms_norm norm
                    dense? lm_head"""), // Llama of Hugging Face, and those like it
            of("blk\\.0\\.attn_qkv\\.weight", """
                    embedding token_embd
                    positions position_embd
                    blocks blk.#
                    layer_norm attn_norm
                    self_attention attn_qkv attn_output
                    layer_norm ffn_norm
                    dense ffn_up
                    dense ffn_down
                    after
                    layer_norm output_norm
                    dense? output"""), // GPT-2 as GGUF
            of("blk\\.0\\.attn_q\\.weight", """
                    embedding token_embd
                    blocks blk.#
                    rms_norm attn_norm
                    self_attention attn_q attn_k attn_v attn_output
                    rms_norm ffn_norm
                    swi_glu ffn_gate ffn_up
                    dense ffn_down
                    after
                    rms_norm output_norm
                    dense? output"""), // Llama as GGUF
            of("layer1\\.0\\.conv1\\.weight", """
                    conv2d conv1
                    batch_norm bn1
                    blocks layer#.#
                    conv2d conv1
                    batch_norm bn1
                    conv2d conv2
                    batch_norm bn2
                    conv2d? conv3
                    batch_norm? bn3
                    conv2d? downsample.0
                    batch_norm? downsample.1
                    after
                    dense? fc""")); // residual networks of torchvision

    /** What an output layer that shares the embedding's table is called, in one file or another. */
    static final Set<String> TIED = Set.of("lm_head.weight", "output.weight", "cls.predictions.decoder.weight");

    private static Family of(String sign, String lines) {
        List<Slot> before = new ArrayList<>();
        List<Slot> each = new ArrayList<>();
        List<Slot> after = new ArrayList<>();
        List<Slot> now = before;
        String block = "";
        for (String line : lines.lines().map(String::strip).toList()) {
            List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
            String kind = words.remove(0);
            if (kind.equals("blocks")) {
                block = words.get(0);
                now = each;
            } else if (kind.equals("after")) {
                now = after;
            } else {
                boolean plain = words.remove("=");
                now.add(new Slot(kind.replace("?", ""), kind.endsWith("?"), plain, List.copyOf(words)));
            }
        }
        return new Family(
                Pattern.compile("(.*?)" + sign),
                block,
                block.indexOf('#') != block.lastIndexOf('#'),
                before,
                each,
                after);
    }

    /** The family that a file is of, or null; what stands before its names comes with it. */
    static Map.Entry<Family, String> of(Map<String, NamedArray> theirs) {
        for (Family family : ALL) {
            for (String name : theirs.keySet()) {
                Matcher matcher = family.sign.matcher(name);
                if (matcher.matches()) {
                    return Map.entry(family, matcher.group(1));
                }
            }
        }
        return null;
    }

    /** All layers in order. */
    List<Slot> slots(String prefix, Map<String, NamedArray> theirs, int ours) {
        List<Slot> slots = new ArrayList<>(before);
        for (String name : blocks(prefix, theirs, ours)) {
            for (Slot slot : each) {
                boolean isThere = theirs.containsKey(prefix + name + "." + slot.modules.get(0) + ".weight");
                if (!counted || !slot.optional || isThere) {
                    slots.add(slot.in(name));
                }
            }
        }
        slots.addAll(after);
        return slots;
    }

    private List<String> blocks(String prefix, Map<String, NamedArray> theirs, int ours) {
        List<String> names = new ArrayList<>();
        if (!counted) {
            for (int i = 0; i < ours; i++) {
                names.add(block.replace("#", String.valueOf(i)));
            }
            return names;
        }
        Pattern pattern = Pattern.compile(
                Pattern.quote(prefix) + "(" + block.replace(".", "\\.").replace("#", "\\d{1,4}") + ")\\..*");
        Set<String> found = new TreeSet<>(Comparator.comparing(TorchNames::naturally));
        for (String name : theirs.keySet()) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches()) {
                found.add(matcher.group(1));
            }
        }
        names.addAll(found);
        return names;
    }
}
